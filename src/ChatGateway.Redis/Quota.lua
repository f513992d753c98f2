-- The day's counts and locks of one account, in one hash: day, u:<group> (used), l:<group> (locked until, in ms).
-- KEYS[1]  the hash
-- KEYS[2]  take and add: remembers this request for a minute, so that one whose reply was lost is not counted twice
-- ARGV     operation, UTC offset of the day's beginning in ms, group, then what the operation takes
-- Time is the server's: the machines' clocks may differ.

local DAY = 86400000
local REMEMBERED = 60000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local operation, offset, group = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local day = math.floor((now + offset) / DAY)

-- a new day starts with nothing; a clock that was set back starts none
local stored = tonumber(redis.call('HGET', KEYS[1], 'day') or -1)
if stored < day then
    if operation == 'read' or operation == 'give back' or operation == 'unlock' then
        if stored >= 0 then redis.call('DEL', KEYS[1]) end
    else
        redis.call('DEL', KEYS[1])
        redis.call('HSET', KEYS[1], 'day', day)
        redis.call('PEXPIREAT', KEYS[1], (day + 2) * DAY - offset)
    end
elseif stored > day then
    day = stored
end
local reset = (day + 1) * DAY - offset

local function number(field)
    return tonumber(redis.call('HGET', KEYS[1], field) or 0)
end

local function count(name, by)
    if name ~= '' then
        local used = redis.call('HINCRBY', KEYS[1], 'u:' .. name, by)
        if used < 0 then redis.call('HSET', KEYS[1], 'u:' .. name, 0) end
        return used
    end
    return 0
end

-- ARGV: group's limit (-1: none), name of the total (empty: none), its limit, ms that a probe has to report
-- gives: verdict, day, used, used of the total, ms of the next try
local function take()
    local before = redis.call('GET', KEYS[2])
    if before then return cjson.decode(before) end
    local limit, total, total_limit, probe_after = tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
    local used = number('u:' .. group)
    local total_used = total ~= '' and number('u:' .. total) or 0
    if limit >= 0 and used >= limit then return {2, day, used, total_used, reset} end
    if total_limit >= 0 and total_used >= total_limit then return {3, day, used, total_used, reset} end
    local verdict = 0
    local locked = number('l:' .. group)
    if locked > 0 then
        if now < locked then return {4, day, used, total_used, locked} end
        redis.call('HSET', KEYS[1], 'l:' .. group, math.min(now + probe_after, reset))
        verdict = 1
    end
    local granted = {verdict, day, count(group, 1), count(total, 1), 0}
    redis.call('SET', KEYS[2], cjson.encode(granted), 'PX', REMEMBERED)
    return granted
end

-- ARGV: name of the total, how many; what was sent while this server could not be asked
local function add()
    if redis.call('SET', KEYS[2], '1', 'NX', 'PX', REMEMBERED) then
        count(group, tonumber(ARGV[5]))
        count(ARGV[4], tonumber(ARGV[5]))
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
    redis.call('HSET', KEYS[1], 'l:' .. group, math.min(now + tonumber(ARGV[4]), reset))
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

if operation == 'take' then return take() end
if operation == 'add' then return add() end
if operation == 'give back' then return give_back() end
if operation == 'lock' then return lock() end
if operation == 'read' then return read() end
redis.call('HDEL', KEYS[1], 'l:' .. group)
return {}
