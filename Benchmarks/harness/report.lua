-- What wrk measured, as one line of JSON; WRK_BODY bytes make each request a POST, and WRK_PAUSE makes each connection
-- wait between requests (milliseconds).
local size = tonumber(os.getenv("WRK_BODY") or "0")
if size > 0 then
  wrk.method = "POST"
  wrk.body = string.rep("x", size)
  wrk.headers["Content-Type"] = "application/octet-stream"
end
local pause = tonumber(os.getenv("WRK_PAUSE") or "0")
if pause > 0 then
  -- Spread evenly around the mean, so that connections do not march in step.
  function delay() return math.random(0, 2 * pause) end
end
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"failed":%d,"p50":%d,"p90":%d,"p99":%d,"p999":%d,"max":%d}\n',
    summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9), latency.max))
end
