-- One account's counts and locks of a day, in one hash:
--   day        the day; the hash ends with it
--   g:<group>  the requests that were sent, "<used>"; while the group is locked "<used> <end of the lock, in ms>"
--   <slot>     the request that took this slot last, "<request>" or "<request> probe": the newest 1,024 or so are known, so that one
--              whose reply was lost is not counted twice. One whose slot was taken since is, no worse.
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

-- Gives the time, the day and its end, and whether nothing is counted on it yet. A day is begun for what is to be kept.
local function today(offset, is_kept)
    local DAY = 86400000
    local time = call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local day = math.floor((now + offset) / DAY)
    local stored = tonumber(call('HGET', key, 'day') or -1)
    -- a clock that was set back begins no day
    if stored >= day then return now, stored, (stored + 1) * DAY - offset, false end
    local reset = (day + 1) * DAY - offset
    call('DEL', key)
    if is_kept then
        call('HSET', key, 'day', day, 'table', string.rep('-', 65))
        call('PEXPIREAT', key, reset)
    end
    return now, day, reset, true
end

-- Gives what is counted in a field, and the end of its lock, 0 where there is none.
local function read(field)
    local used, locked = string.match(call('HGET', key, field) or '0', '^(%d+) ?(%d*)$')
    return tonumber(used), tonumber(locked) or 0
end

local function write(field, used, locked)
    call('HSET', key, field, string.format(locked > 0 and '%d %.0f' or '%d', used, locked))
end

local function count(field, by)
    if field == '' then return end
    local used, locked = read(field)
    write(field, math.max(0, used + by), locked)
end

-- What the short way above leaves: the first request of a day, one that is asked again, one at a limit or under a lock.
local function take()
    local limit, total, total_limit, slot, request = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7]
    local offset, probe_after = string.match(ARGV[8], '^(%-?%d+) (%d+)$')
    local now, day, reset = today(offset, true)
    local used, locked = read(group)
    local total_used = total == '' and 0 or (read(total))
    local function answer(verdict) return string.format('%d %d %d %d', verdict, day, used, total_used) end

    local probe = request .. ' probe'
    local told = call('HGET', key, slot)
    if told == request then return answer(0) elseif told == probe then return answer(1) end

    if limit >= 0 and used >= limit then return answer(2) .. string.format(' %.0f', reset) end
    if total_limit >= 0 and total_used >= total_limit then return answer(3) .. string.format(' %.0f', reset) end
    if locked > now then return answer(4) .. string.format(' %.0f', locked) end

    used = used + 1
    if total ~= '' then
        total_used = total_used + 1
        count(total, 1)
    end
    if locked > 0 then
        write(group, used, math.min(now + probe_after, reset))
        call('HSET', key, slot, probe)
        return answer(1)
    end
    write(group, used, 0)
    call('HSET', key, slot, request)
    return answer(0)
end

-- ARGV: offset, field of the total, how many, slot, request, day; what was sent on that day while this server could not be asked
-- A take that was given up on is added by its own name: it may have been run, or be run yet.
local function add()
    local _, day = today(ARGV[3], true)
    local slot, request = ARGV[6], ARGV[7]
    if tonumber(ARGV[8]) ~= day then return end
    local told = call('HGET', key, slot)
    if told == request or told == request .. ' probe' then return end
    count(group, tonumber(ARGV[5]))
    count(ARGV[4], tonumber(ARGV[5]))
    call('HSET', key, slot, request)
end

-- ARGV: offset, field of the total, the day on which it was counted
local function give_back()
    local _, day, _, is_new = today(ARGV[3], false)
    if is_new or tonumber(ARGV[5]) ~= day then return end
    count(group, -1)
    count(ARGV[4], -1)
end

-- ARGV: offset, ms
local function lock()
    local now, _, reset = today(ARGV[3], true)
    write(group, read(group), math.min(now + ARGV[4], reset))
end

-- No ARGV: whatever day it is
local function unlock()
    local used, locked = read(group)
    if locked > 0 then write(group, used, 0) end
end

-- ARGV: offset, fields; gives for each: used, ms of the lock's end (0: none)
local function read_all()
    local now = today(ARGV[3], false)
    local counts = {}
    for i = 4, #ARGV do
        local used, locked = read(ARGV[i])
        table.insert(counts, used)
        table.insert(counts, locked > now and locked or 0)
    end
    return counts
end

local operations = {take = take, add = add, ['give back'] = give_back, lock = lock, unlock = unlock, read = read_all}
return operations[operation]() or {}
