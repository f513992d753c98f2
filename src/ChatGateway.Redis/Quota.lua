-- One account's counts and locks of a day, in one hash. Its numbers are binary, little-endian: Lua takes longer to make texts of numbers
-- and numbers of texts than Redis takes to run a command.
--   day        the day, I4; the hash ends with it
--   g:<group>  the requests that were sent, I4; while the group is locked, behind it the end of the lock in ms, d, and behind that the
--              name of the request that is out to find out whether it still is
--   <slot>     the request that took this slot last: the newest 1,024 or so are known, so that one whose reply was lost is not counted
--              twice. One whose slot was taken since is, no worse. A request's name has 8 bytes, of which 2 say the slot; 6 are kept here.
--   v:<slot>   the request of this slot that is void: its caller had left
--   table      a long text: it makes Redis keep a table, while a hash of short texts is searched from its beginning
-- KEYS[1]  the hash
-- ARGV     operation, field of the group, then what the operation takes; an offset is that of the day's beginning from UTC's, in ms.
--          A take alone is one packed argument: each argument costs time.
-- Time is the server's: the machines' clocks may differ.

local call, key, pack, unpack = redis.call, KEYS[1], struct.pack, struct.unpack

-- group's limit (-1: none), that of the total, slot and rest of the request's name, field of the group, field of the total (empty: none);
-- behind these, offset, and the ms that a probe has to report
-- gives verdict, day, used, used of the total, B and I4s, and ms of the next try, d, where it is refused
-- Most requests need no more than this: two commands, and none of the functions below, which take time to make.
if not ARGV[2] then
    local limit, total_limit, slot, request, group, total = unpack('<i4i4c2c6I4c0I4c0', ARGV[1])
    local state = call('HMGET', key, 'day', group, total, slot)
    local day, count, total_count = state[1], state[2], state[3]
    -- what is longer is locked
    if day and #day == 4 and count and #count == 4 and state[4] ~= request then
        local used = unpack('<I4', count)
        if limit < 0 or used < limit then
            count = pack('<I4', used + 1)
            if total == '' then
                call('HSET', key, group, count, slot, request)
                return '\0' .. day .. count .. '\0\0\0\0'
            elseif total_count and #total_count == 4 then
                local total_used = unpack('<I4', total_count)
                if total_limit < 0 or total_used < total_limit then
                    total_count = pack('<I4', total_used + 1)
                    call('HSET', key, group, count, total, total_count, slot, request)
                    return '\0' .. day .. count .. total_count
                end
            end
        end
    end
end

-- Gives the time, the day and its end.
local function today(offset, is_kept)
    local DAY = 86400000
    local time = call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local day = math.floor((now + offset) / DAY)
    local kept = call('HGET', key, 'day')
    local stored = kept and #kept == 4 and unpack('<I4', kept) or -1
    -- a clock that was set back begins no day, but one that was far ahead does not keep its day until then
    if stored == day or stored == day + 1 then return now, stored, (stored + 1) * DAY - offset end
    local reset = (day + 1) * DAY - offset
    call('DEL', key)
    if is_kept then
        -- the day comes last: a hash that nothing ends, since this user may not say when, is none that requests are counted in
        call('HSET', key, 'table', string.rep('-', 65))
        call('PEXPIREAT', key, reset)
        call('HSET', key, 'day', pack('<I4', day))
    end
    return now, day, reset
end

-- Gives what is counted in a field, the end of its lock, 0 where there is none, and the request that probes it. What is no count is 0.
local function read(field)
    local text = call('HGET', key, field) or ''
    if #text == 4 then return unpack('<I4', text), 0 end
    if #text ~= 12 and #text ~= 20 then return 0, 0 end
    local used, locked = unpack('<I4d', text)
    -- what is no time is no lock: nothing is more or less than what is no number
    if not (locked > 0 and locked < 1e14) then return used, 0 end
    return used, locked, #text == 20 and string.sub(text, -8) or nil
end

local function write(field, used, locked, probe)
    call('HSET', key, field, locked > 0 and pack('<I4d', used, locked) .. (probe or '') or pack('<I4', used))
end

local function count(field, by)
    local used, locked, probe = read(field)
    write(field, math.max(0, used + by), locked, probe)
end

local function count_both(group, total, by)
    count(group, by)
    if total ~= '' and total ~= group then count(total, by) end
end

-- Gives what a take gives, so that it is read alike.
local function counts(group, total, day)
    return pack('<BI4I4I4', 0, day, read(group), total == '' and 0 or (read(total)))
end

-- Whether a request is the newest of its slot, or of the void ones of its slot.
local function is_kept(name, mark)
    return call('HGET', key, mark .. string.sub(name, 1, 2)) == string.sub(name, 3)
end

local function keep(name, mark)
    call('HSET', key, mark .. string.sub(name, 1, 2), string.sub(name, 3))
end

-- A lock that waits for a probe of which nobody will hear lets the next request pass as one.
local function reopen(group, name, now)
    local used, locked, probe = read(group)
    if probe == name then write(group, used, now) end
end

-- What the short way above leaves: the first request of a day or of a group, one that is asked again, one at a limit or under a lock.
local function take()
    local limit, total_limit, name, group, total, offset, probe_after = unpack('<i4i4c8I4c0I4c0i4d', ARGV[1])
    local now, day, reset = today(offset, true)
    local used, locked, probe = read(group)
    local total_used = total == '' and 0 or (read(total))
    local function answer(verdict) return pack('<BI4I4I4', verdict, day, used, total_used) end
    local function refuse(verdict, retry) return answer(verdict) .. pack('<d', retry) end

    if is_kept(name, '') then
        -- nobody hears this
        if is_kept(name, 'v:') then return refuse(4, now) end
        return answer(probe == name and 1 or 0)
    end

    if limit >= 0 and used >= limit then return refuse(2, reset) end
    if total_limit >= 0 and total_used >= total_limit then return refuse(3, reset) end
    if locked > now then return refuse(4, locked) end

    count_both(group, total, 1)
    used = used + 1
    if total ~= '' then total_used = total_used + 1 end
    keep(name, '')
    if locked == 0 then return answer(0) end
    write(group, used, math.min(now + probe_after, reset), name)
    return answer(1)
end

-- ARGV: offset, field of the total, how many, request, day; what was sent on that day while this server could not be asked, or, less
-- than none, what was given back. A take that was given up on is added by its own name: it may have been run, or be run yet.
local function add(group)
    local now, day = today(ARGV[3], true)
    local total, name = ARGV[4], ARGV[6]
    if is_kept(name, '') then
        reopen(group, name, now)
    elseif tonumber(ARGV[7]) == day then
        count_both(group, total, tonumber(ARGV[5]))
        keep(name, '')
    end
    return counts(group, total, day)
end

-- ARGV: offset, field of the total, request; a take of whose answer nobody makes use: it does not count, nor when it is run late
local function void(group)
    local now, day = today(ARGV[3], true)
    local total, name = ARGV[4], ARGV[5]
    if not is_kept(name, 'v:') then
        if is_kept(name, '') then
            count_both(group, total, -1)
            reopen(group, name, now)
        end
        keep(name, '')
        keep(name, 'v:')
    end
    return counts(group, total, day)
end

-- ARGV: offset, ms, 'inferred' where nobody said how long: a lock that ends later stays
local function lock(group)
    local now, _, reset = today(ARGV[3], true)
    local used, locked = read(group)
    local until_then = math.min(now + ARGV[4], reset)
    write(group, used, ARGV[5] == 'inferred' and math.max(until_then, locked) or until_then)
end

-- No ARGV: whatever day it is
local function unlock(group)
    local used, locked = read(group)
    if locked > 0 then write(group, used, 0) end
end

-- ARGV: offset, fields; gives the day, and for each field: used, ms of the lock's end (0: none)
local function read_all()
    local now, day = today(ARGV[3], false)
    local found = {day}
    for i = 4, #ARGV do
        local used, locked = read(ARGV[i])
        table.insert(found, used)
        table.insert(found, locked > now and locked or 0)
    end
    return found
end

if not ARGV[2] then return take() end
local operations = {add = add, void = void, lock = lock, unlock = unlock, read = read_all}
return operations[ARGV[1]](ARGV[2]) or {}
