-- The day's counts and locks of one account, in one hash: day, u:<group> (used), l:<group> (locked until, in ms), and
-- r:<slot> (what a request was told, "<sender>:<number> <verdict> <day> <used> <used of the total>"): the newest 1,024 requests
-- or so, so that one whose reply was lost is not counted twice. A slot that another request took since counts it twice, no worse.
-- KEYS[1]  the hash, which ends with its day
-- ARGV     operation, group, then what the operation takes; an offset is that of the day's beginning from UTC's, in ms
-- Time is the server's: the machines' clocks may differ.

local call, key = redis.call, KEYS[1]
local operation, group = ARGV[1], ARGV[2]

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
        call('HSET', key, 'day', day)
        call('PEXPIREAT', key, reset)
    end
    return now, day, reset, true
end

-- ARGV: group's limit (-1: none), name of the total (empty: none), its limit, request, slot, offset, ms that a probe has to report
-- gives a text, which costs less than a list: verdict, day, used, used of the total, and ms of the next try where it is refused
-- Most requests need no more than two commands, and come before the functions that the others share: to make those takes longer.
if operation == 'take' then
    local limit, total, total_limit, request = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6]
    local used_field, total_field, lock_field, slot = 'u:' .. group, 'u:' .. total, 'l:' .. group, 'r:' .. ARGV[7]
    local state = call('HMGET', key, 'day', used_field, total_field, lock_field, slot)

    -- a request ends with a blank: no other one begins so
    local told = state[5]
    if told and string.find(told, request, 1, true) == 1 then return string.sub(told, #request + 1) end

    local day, used, total_used, locked = state[1], (state[2] or 0) + 0, (state[3] or 0) + 0, (state[4] or 0) + 0
    local verdict = '0 '
    if not day or locked > 0 or (limit >= 0 and used >= limit) or (total_limit >= 0 and total_used >= total_limit) then
        local now, reset, is_new
        now, day, reset, is_new = today(tonumber(ARGV[8]), true)
        if is_new then used, total_used, locked = 0, 0, 0 end
        local refused, next_try = nil, reset
        if limit >= 0 and used >= limit then refused = 2
        elseif total_limit >= 0 and total_used >= total_limit then refused = 3
        elseif locked > now then refused, next_try = 4, locked end
        if refused then return table.concat({refused, day, used, total_used, string.format('%.0f', next_try)}, ' ') end
        if locked > 0 then
            verdict = '1 '
            call('HSET', key, lock_field, math.min(now + ARGV[9], reset))
        end
    end

    -- numbers become text once, and not for each command
    local counted, total_counted = tostring(used + 1), total == '' and '0' or tostring(total_used + 1)
    local answer = verdict .. day .. ' ' .. counted .. ' ' .. total_counted
    if total == '' then
        call('HSET', key, used_field, counted, slot, request .. answer)
    else
        call('HSET', key, used_field, counted, total_field, total_counted, slot, request .. answer)
    end
    return answer
end

local function number(field)
    return tonumber(call('HGET', key, field) or 0)
end

local function count(name, by)
    if name ~= '' and call('HINCRBY', key, 'u:' .. name, by) < 0 then call('HSET', key, 'u:' .. name, 0) end
end

-- ARGV: offset, name of the total, how many, request, slot, day; what was sent on that day while this server could not be asked
-- A take that was given up on is added by its own name: it may have been run, or be run yet.
local function add()
    local _, day = today(ARGV[3], true)
    if tonumber(ARGV[8]) ~= day then return end
    local request, slot = ARGV[6], 'r:' .. ARGV[7]
    local told = call('HGET', key, slot)
    if told and string.find(told, request, 1, true) == 1 then return end
    count(group, tonumber(ARGV[5]))
    count(ARGV[4], tonumber(ARGV[5]))
    call('HSET', key, slot, request)
end

-- ARGV: offset, name of the total, the day on which it was counted
local function give_back()
    local _, day, _, is_new = today(ARGV[3], false)
    if is_new or tonumber(ARGV[5]) ~= day then return end
    count(group, -1)
    count(ARGV[4], -1)
end

-- ARGV: offset, ms
local function lock()
    local now, _, reset = today(ARGV[3], true)
    call('HSET', key, 'l:' .. group, math.min(now + ARGV[4], reset))
end

-- ARGV: offset; whatever day it is
local function unlock()
    call('HDEL', key, 'l:' .. group)
end

-- ARGV: offset, groups; gives for each: used, ms of the lock's end (0: none)
local function read()
    local now = today(ARGV[3], false)
    local counts = {}
    for i = 4, #ARGV do
        local locked = number('l:' .. ARGV[i])
        table.insert(counts, number('u:' .. ARGV[i]))
        table.insert(counts, locked > now and locked or 0)
    end
    return counts
end

local operations = {add = add, ['give back'] = give_back, lock = lock, unlock = unlock, read = read}
return operations[operation]() or {}
