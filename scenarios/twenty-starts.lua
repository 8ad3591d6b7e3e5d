-- Lesson 5. Billing by the second has a floor: every start costs at least a minute. A reboot is no start.

-- What one server costs until an instant, or one kind of its costs.
local function line(s, thing, service, to)
  for _, l in ipairs(s.bill { to = to }.lines) do
    if l.id == thing.id and l.service == service then return l.amount end
  end
  return usd "0.00"
end

return lesson {
  api     = 1,
  id      = "twenty-starts",
  version = 1,
  title   = "Twenty starts a day: what does a short job cost?",
  minutes = 12,
  teaches = { "per-second-billing", "minimum-per-start", "reboot-vs-stop", "ebs-billed-while-stopped" },
  needs   = { "cost-ebs-vs-instance-store" },
  seed    = 5,
  timing  = "none",            -- so that 20 s are exactly 20 s

  -- Round prices: 60 cents an hour is a cent a minute, and the disk is 10 cents a day.
  prices  = book {
    month    = "30d", minimum = "60s",
    compute  = { ["demo.small"] = "0.60/h" },
    volume   = { gp2 = "0.10/GB-month" },
    snapshot = "0.05/GB-month",
  },

  world = function(w)
    local disk = { kind = "ebs", gib = 30, volume = "gp2" }
    w.instance { name = "job", type = "demo.small", az = "us-east-1a", root = disk }
    w.instance { name = "always", type = "demo.small", az = "us-east-1a", root = disk }
    w.run(seconds(20))
    w.stop("job")              -- the first of the twenty
  end,

  story = [[
    Twenty times a day a shop has new pictures to make smaller. That is 20 seconds of work each time.
    `always` runs around the clock and waits for them. `job` is the same server, stopped: it is started when there
    is work, and stopped when the work is done. The first start of the day was at midnight. Running, each costs $0.60 an hour: **one cent a minute**.
    AWS bills such a server by the second, but at least 60 seconds for every start.
  ]],

  steps = {
    predict {
      id = "guess", points = 0,
      ask = "One day. `job` is started twenty times, for 20 seconds each; `always` runs. What will the bill say for each of the two, without its disk?",
      fields = {
        { id = "job",    label = "job",    unit = "USD", tolerance = 0.01 },
        { id = "always", label = "always", unit = "USD", tolerance = 0.1 },
      },
      reveal = function(s)
        return { job    = line(s, s.find("instance", { name = "job" }), "compute", days(1)),
                 always = line(s, s.find("instance", { name = "always" }), "compute", days(1)) }
      end,
      reveal_after = "day",
      explain = "By the second alone the 400 seconds would be 7 cents. Each start pays for its whole first minute: 20 minutes, 20 cents.",
    },

    task {
      id = "one", points = 2,
      text = "**Start** `job`, give it some seconds (20 are enough, stay below a minute), and **stop** it. Watch `job` in the bill.",
      check = function(s)
        local job = s.find("instance", { name = "job" })
        if not job then return fail "job was terminated, and is needed again. Begin the lesson again." end
        if job.starts < 2 then return fail "job has been started once, at midnight, and not yet by you." end
        if job.starts == 2 and job.state ~= "stopped" then return waiting "job is running. Stop it again." end
        return pass "job has done a second piece of work, and a second minute is billed."
      end,
      on_pass = [[ One more cent: 60 seconds, whether it ran for 20 or for one. From the 61st second on, each second is billed as a second. ]],
      hints = {
        "Select job: Start and Stop are among its buttons. Time may stand still meanwhile, which makes a very short run.",
        "aws ec2 start-instances --instance-ids @job; sleep 20; aws ec2 stop-instances --instance-ids @job",
      },
    },

    task {
      id = "reboot", points = 2, after = "one",
      text = "Does a reboot cost a minute, too? **Start** `job`, **reboot** it three times within its minute, and **stop** it.",
      check = function(s)
        local job = s.find("instance", { name = "job" })
        if not job then return fail "job was terminated, and is needed again. Begin the lesson again." end
        local n = #s.events { action = "RebootInstances", refused = false }
        if n < 3 then return fail(("Rebooted %d of 3 times. job must be running for that."):format(n)) end
        if job.starts == 3 and job.state ~= "stopped" then return waiting "job is running. Stop it again." end
        return pass "One start and three reboots: one minute."
      end,
      on_pass = [[ A reboot restarts the operating system. The server stays yours all the time, and so does the minute that it has begun. ]],
      hints = {
        "Start, Reboot, Reboot, Reboot, Stop: time may stand still.",
        "aws ec2 start-instances --instance-ids @job; for n in 1 2 3; do aws ec2 reboot-instances --instance-ids @job; done; aws ec2 stop-instances --instance-ids @job",
      },
    },

    task {
      id = "twenty", points = 2, after = "reboot",
      text = "Go on until `job` has been started exactly **twenty** times today, the one at midnight included, each time for less than a minute. Click **Start** and **Stop** in turn, or let a loop do it.",
      check = function(s)
        local job = s.find("instance", { name = "job" })
        if not job then return fail "job was terminated, and is needed again. Begin the lesson again." end
        local n = job.starts
        if n < 20 then return waiting(("%d of 20 starts."):format(n)) end
        if job.state ~= "stopped" then return waiting "Twenty starts. Stop job." end
        if n > 20 then return fail(("job has been started %d times: begin the lesson again, and stop at twenty."):format(n)) end
        return all_of { equal(line(s, job, "compute", days(1)), usd "0.20", "Twenty starts, twenty minutes at a cent") }
      end,
      on_pass = [[ Twenty times 20 seconds are 400 seconds, not seven minutes. Twenty minutes are billed: three times as much. ]],
      hints = {
        "What you have so far stands below this text, and a loop repeats a command: for n in 1 2 3; do …; done",
        "for n in $(seq 17); do aws ec2 start-instances --instance-ids @job; sleep 20; aws ec2 stop-instances --instance-ids @job; done",
      },
    },

    task {
      id = "day", points = 2, after = "twenty",
      text = "Leave `job` stopped and run the clock to the end of the day: let time run at 1 h/s, or type `yard run 24h`. Compare the two servers in the bill.",
      check = function(s)
        local job, always = s.find("instance", { name = "job" }), s.find("instance", { name = "always" })
        if s.clock() < days(1) then return waiting "The day is not over yet." end
        if not (job and always) then return fail "A server was terminated, and both are compared. Begin the lesson again." end
        local function disk(i) return { id = i.mapping[1].volume } end
        return all_of {
          equal(line(s, job, "compute", days(1)),          usd "0.20",  "job: 20 starts × 1 minute × $0.01 = $0.20"),
          equal(line(s, disk(job), "volume", days(1)),     usd "0.10",  "…and its disk: 30 GB × $0.10 × 1 day of 30 = $0.10, though it was stopped nearly all day"),
          equal(line(s, always, "compute", days(1)),       usd "14.40", "always: 24 h × $0.60 = $14.40"),
          equal(line(s, disk(always), "volume", days(1)),  usd "0.10",  "…and its disk: $0.10, just the same"),
        }
      end,
      on_pass = [[ Thirty cents or $14.50. The minimum triples the price of a short job, and waiting for it costs seventy times as much.
        What job costs while it is stopped is its disk. ]],
      hints = {
        "No server changes its state any more, only the clock. What runs past midnight does not count here.",
        "yard run 24h; yard bill --to 24h",
      },
    },

    quiz {
      id = "together", points = 2, shuffle = true,
      ask = "The pictures of a day may also be collected and made smaller in one go: **one** start of 400 seconds. What does the server cost then, without its disk?",
      options = {
        { "About 7 cents", correct = true },
        { "20 cents: it is as much work", says = "No: AWS bills the time that the server runs. There is one start, and it is longer than a minute." },
        { "60 cents: an hour has begun", says = "No: this server is billed by the second, and the least is a minute." },
        { "1 cent: there is one start", says = "No: a minute is the least for a start, not the most." },
      },
    },
  },

  solution = [[
    aws ec2 start-instances --instance-ids @job
    sleep 20
    aws ec2 stop-instances --instance-ids @job
    aws ec2 start-instances --instance-ids @job
    for n in 1 2 3; do aws ec2 reboot-instances --instance-ids @job; done
    sleep 20
    aws ec2 stop-instances --instance-ids @job
    for n in $(seq 17); do aws ec2 start-instances --instance-ids @job; sleep 20; aws ec2 stop-instances --instance-ids @job; done
    yard run 24h
    yard answer together 1
  ]],

  wrong = {
    { title = "Leaves the server on", must_fail = "one",
      run = [[ aws ec2 start-instances --instance-ids @job
               yard run 24h ]] },
    { title = "Takes a reboot for a stop and a start", must_fail = "twenty",
      run = [[ aws ec2 start-instances --instance-ids @job
               for n in $(seq 20); do aws ec2 reboot-instances --instance-ids @job; done
               aws ec2 stop-instances --instance-ids @job
               yard run 24h ]] },
    { title = "Stops five minutes after the work is done", must_fail = "twenty",
      run = [[ for n in $(seq 16); do aws ec2 start-instances --instance-ids @job; sleep 320; aws ec2 stop-instances --instance-ids @job; done
               aws ec2 start-instances --instance-ids @job
               for n in 1 2 3; do aws ec2 reboot-instances --instance-ids @job; done
               aws ec2 stop-instances --instance-ids @job
               for n in 1 2; do aws ec2 start-instances --instance-ids @job; sleep 320; aws ec2 stop-instances --instance-ids @job; done
               yard run 24h ]] },
    { title = "Does not wait for the end of the day", must_fail = "day",
      run = [[ for n in $(seq 18); do aws ec2 start-instances --instance-ids @job; sleep 20; aws ec2 stop-instances --instance-ids @job; done
               aws ec2 start-instances --instance-ids @job
               for n in 1 2 3; do aws ec2 reboot-instances --instance-ids @job; done
               aws ec2 stop-instances --instance-ids @job
               yard run 1h ]] },
    { title = "Believes that a job costs by what it does", must_fail = "together", run = [[ yard answer together 2 ]] },
  },
}
