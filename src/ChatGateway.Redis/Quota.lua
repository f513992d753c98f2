-- The day's counts and locks of one account, in one hash: day, u:<group> (used), l:<group> (locked until, in ms), and
-- r:<slot> (what a request was told, "<sender>:<number> <verdict> <day> <used> <used of the total>"): the newest 1,024 requests
-- or so, so that one whose reply was lost is not counted twice. A slot that another request took since counts it twice, no worse.
-- KEYS[1]  the hash
-- ARGV     operation, UTC offset of the day's beginning in ms, group, then what the operation takes
-- Time is the server's: the machines' clocks may differ.

local call = redis.call
local DAY = 86400000

local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local operation, offset, group = ARGV[1], ARGV[2], ARGV[3]
local day = math.floor((now + offset) / DAY)

-- one command instead of five: most requests are a take, which needs no more
local total, slot = '', ''
if operation == 'take' then total, slot = ARGV[5], 'r:' .. ARGV[10] end
local used_field, total_field, lock_field = 'u:' .. group, 'u:' .. total, 'l:' .. group
local state = call('HMGET', KEYS[1], 'day', used_field, total_field, lock_field, slot)

-- a new day starts with nothing; a clock that was set back starts none
local stored = tonumber(state[1] or -1)
if stored < day then
    state = {}
    if operation == 'read' or operation == 'give back' or operation == 'unlock' then
        if stored >= 0 then call('DEL', KEYS[1]) end
    else
        call('DEL', KEYS[1])
        call('HSET', KEYS[1], 'day', day)
        call('PEXPIREAT', KEYS[1], (day + 2) * DAY - offset)
    end
elseif stored > day then
    day = stored
end
local reset = (day + 1) * DAY - offset

-- What a request was told before, if it is what the slot remembers. The number ends with a blank: no other one begins so.
local function told(remembered, request)
    if remembered and string.sub(remembered, 1, #request) == request then return string.sub(remembered, #request + 1) end
end

-- ARGV: group's limit (-1: none), name of the total (empty: none), its limit, ms that a probe has to report, sender, number, slot
-- gives: verdict, day, used, used of the total, ms of the next try
-- in front of the functions that the others share: to make those takes longer than all this
if operation == 'take' then
    local request = ARGV[8] .. ARGV[9] .. ' '
    local known = told(state[5], request)
    if known then
        local answer = {}
        for part in string.gmatch(known, '%d+') do table.insert(answer, tonumber(part)) end
        table.insert(answer, 0)
        return answer
    end

    local limit, total_limit = tonumber(ARGV[4]), tonumber(ARGV[6])
    local used, total_used, locked = (state[2] or 0) + 0, (state[3] or 0) + 0, (state[4] or 0) + 0
    if limit >= 0 and used >= limit then return {2, day, used, total_used, reset} end
    if total_limit >= 0 and total_used >= total_limit then return {3, day, used, total_used, reset} end
    if locked > now then return {4, day, used, total_used, locked} end

    local verdict = 0
    if locked > 0 then
        verdict = 1
        call('HSET', KEYS[1], lock_field, math.min(now + ARGV[7], reset))
    end
    -- numbers become text once, and not for each command
    local counted, total_counted = tostring(used + 1), total == '' and '0' or tostring(total_used + 1)
    local remembered = request .. verdict .. ' ' .. day .. ' ' .. counted .. ' ' .. total_counted
    if total == '' then
        call('HSET', KEYS[1], used_field, counted, slot, remembered)
    else
        call('HSET', KEYS[1], used_field, counted, total_field, total_counted, slot, remembered)
    end
    return {verdict, day, counted, total_counted, 0}
end

local function number(field)
    return tonumber(call('HGET', KEYS[1], field) or 0)
end

local function count(name, by)
    if name ~= '' and call('HINCRBY', KEYS[1], 'u:' .. name, by) < 0 then call('HSET', KEYS[1], 'u:' .. name, 0) end
end

-- ARGV: name of the total, how many, sender, number, slot, day; what was sent on that day while this server could not be asked
local function add()
    if tonumber(ARGV[9]) ~= day then return {} end
    local request = ARGV[6] .. ARGV[7] .. ' '
    slot = 'r:' .. ARGV[8]
    if not told(call('HGET', KEYS[1], slot), request) then
        count(group, tonumber(ARGV[5]))
        count(ARGV[4], tonumber(ARGV[5]))
        call('HSET', KEYS[1], slot, request)
    end
    return {}
end

-- ARGV: name of the total, the day on which it was counted
local function give_back()
    if stored == day and tonumber(ARGV[5]) == day then
        count(group, -1)
        count(ARGV[4], -1)
    end
    return {}
end

-- ARGV: ms
local function lock()
    call('HSET', KEYS[1], lock_field, math.min(now + ARGV[4], reset))
    return {}
end

-- ARGV: all from the third on are groups; gives for each: used, ms of the lock's end (0: none)
local function read()
    local counts = {}
    for i = 3, #ARGV do
        local locked = number('l:' .. ARGV[i])
        table.insert(counts, number('u:' .. ARGV[i]))
        table.insert(counts, locked > now and locked or 0)
    end
    return counts
end

if operation == 'add' then return add() end
if operation == 'give back' then return give_back() end
if operation == 'lock' then return lock() end
if operation == 'read' then return read() end
call('HDEL', KEYS[1], lock_field)
return {}
