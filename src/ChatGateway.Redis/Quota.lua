-- One account's counts and locks of a day, in one hash:
--   day        the day; the hash ends with it
--   g:<group>  the requests that were sent, "<used>"; while the group is locked "<used> <end of the lock, in ms>", and behind it the
--              request that is out to find out whether it still is, "<used> <end> <request>"
--   <slot>     the request that took this slot last: the newest 1,024 or so are known, so that one whose reply was lost is not counted
--              twice. One whose slot was taken since is, no worse.
--   v:<slot>   the request of this slot that is void: its caller had left
--   table      a long text: it makes Redis keep a table, while a hash of short texts is searched from its beginning
-- KEYS[1]  the hash
-- ARGV     operation, field of the group, then what the operation takes; an offset is that of the day's beginning from UTC's, in ms
-- Time is the server's: the machines' clocks may differ.

local call, key, operation, group = redis.call, KEYS[1], ARGV[1], ARGV[2]

-- ARGV: group's limit (-1: none), field of the total (empty: none), its limit, slot, request, "<offset> <ms that a probe has to report>"
-- gives a text, which costs less than a list: verdict, day, used, used of the total, and ms of the next try where it is refused
-- Most requests need no more than this: two commands, and none of the functions below, which take time to make. Numbers become text
-- once, and not for each command.
if operation == 'take' then
    local limit, total, total_limit, slot, request = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7]
    local state = call('HMGET', key, 'day', group, total, slot)
    -- a lock's end makes no number
    local day, used, total_used = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
    if day and used and total_used and state[4] ~= request
        and (limit < 0 or used < limit) and (total_limit < 0 or total_used < total_limit) then
        local counted = string.format('%d', used + 1)
        if total == '' then
            call('HSET', key, group, counted, slot, request)
            return '0 ' .. day .. ' ' .. counted .. ' 0'
        end
        local total_counted = string.format('%d', total_used + 1)
        call('HSET', key, group, counted, total, total_counted, slot, request)
        return '0 ' .. day .. ' ' .. counted .. ' ' .. total_counted
    end
end

-- Gives the time, the day and its end.
local function today(offset, is_kept)
    local DAY = 86400000
    local time = call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local day = math.floor((now + offset) / DAY)
    local stored = tonumber(call('HGET', key, 'day') or -1) or -1
    -- a clock that was set back begins no day, but one that was far ahead does not keep its day until then
    if stored == day or stored == day + 1 then return now, stored, (stored + 1) * DAY - offset end
    local reset = (day + 1) * DAY - offset
    call('DEL', key)
    if is_kept then
        -- the day comes last: a hash that nothing ends, since this user may not say when, is none that requests are counted in
        call('HSET', key, 'table', string.rep('-', 65))
        call('PEXPIREAT', key, reset)
        call('HSET', key, 'day', day)
    end
    return now, day, reset
end

-- Gives what is counted in a field, the end of its lock, 0 where there is none, and the request that probes it. What is no count is 0.
local function read(field)
    local used, locked, probe = string.match(call('HGET', key, field) or '0', '^(%d+) ?(%d*) ?(%d*)$')
    return tonumber(used) or 0, tonumber(locked) or 0, probe ~= '' and probe or nil
end

local function write(field, used, locked, probe)
    local text = string.format(locked > 0 and '%d %.0f' or '%d', used, locked)
    call('HSET', key, field, probe and text .. ' ' .. probe or text)
end

local function count(field, by)
    local used, locked, probe = read(field)
    write(field, math.max(0, used + by), locked, probe)
end

local function count_both(total, by)
    count(group, by)
    if total ~= '' and total ~= group then count(total, by) end
end

-- Gives what a take gives, so that it is read alike.
local function counts(day, total)
    return string.format('0 %d %d %d', day, read(group), total == '' and 0 or (read(total)))
end

-- A lock that waits for a probe of which nobody will hear lets the next request pass as one.
local function reopen(request, now)
    local used, locked, probe = read(group)
    if probe == request then write(group, used, now) end
end

-- What the short way above leaves: the first request of a day, one that is asked again, one at a limit or under a lock.
local function take()
    local limit, total, total_limit, slot, request = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7]
    local offset, probe_after = string.match(ARGV[8], '^(%-?%d+) (%d+)$')
    local now, day, reset = today(offset, true)
    local used, locked, probe = read(group)
    local total_used = total == '' and 0 or (read(total))
    local function answer(verdict) return string.format('%d %d %d %d', verdict, day, used, total_used) end
    local function refuse(verdict, retry) return answer(verdict) .. string.format(' %.0f', retry) end

    if call('HGET', key, slot) == request then
        -- nobody hears this
        if call('HGET', key, 'v:' .. slot) == request then return refuse(4, now) end
        return answer(probe == request and 1 or 0)
    end

    if limit >= 0 and used >= limit then return refuse(2, reset) end
    if total_limit >= 0 and total_used >= total_limit then return refuse(3, reset) end
    if locked > now then return refuse(4, locked) end

    count_both(total, 1)
    used = used + 1
    if total ~= '' then total_used = total_used + 1 end
    call('HSET', key, slot, request)
    if locked == 0 then return answer(0) end
    write(group, used, math.min(now + probe_after, reset), request)
    return answer(1)
end

-- ARGV: offset, field of the total, how many, slot, request, day; what was sent on that day while this server could not be asked, or,
-- less than none, what was given back. A take that was given up on is added by its own name: it may have been run, or be run yet.
local function add()
    local now, day = today(ARGV[3], true)
    local total, slot, request = ARGV[4], ARGV[6], ARGV[7]
    if call('HGET', key, slot) == request then
        reopen(request, now)
    elseif tonumber(ARGV[8]) == day then
        count_both(total, tonumber(ARGV[5]))
        call('HSET', key, slot, request)
    end
    return counts(day, total)
end

-- ARGV: offset, field of the total, slot, request; a take of whose answer nobody makes use: it does not count, nor when it is run late
local function void()
    local now, day = today(ARGV[3], true)
    local total, slot, request = ARGV[4], ARGV[5], ARGV[6]
    local mark = 'v:' .. slot
    if call('HGET', key, mark) ~= request then
        if call('HGET', key, slot) == request then
            count_both(total, -1)
            reopen(request, now)
        end
        call('HSET', key, slot, request, mark, request)
    end
    return counts(day, total)
end

-- ARGV: offset, ms, 'inferred' where nobody said how long: a lock that ends later stays
local function lock()
    local now, _, reset = today(ARGV[3], true)
    local used, locked = read(group)
    local until_then = math.min(now + ARGV[4], reset)
    write(group, used, ARGV[5] == 'inferred' and math.max(until_then, locked) or until_then)
end

-- No ARGV: whatever day it is
local function unlock()
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

local operations = {take = take, add = add, void = void, lock = lock, unlock = unlock, read = read_all}
return operations[operation]() or {}
