-- A fast volume on a small instance: what the instance lets through, for half an hour and for good.

local function volume(s) return s.find("volume", { name = "big" }) end
local function server(s) return s.find("instance", { name = "report" }) end

-- The longest time, in milliseconds, for which a volume gave at least so many IOPS without a break.
local function longest(v, iops)
  local best, run = 0, 0
  for _, x in ipairs(v and v.io or {}) do
    run = x.iops >= iops and run + x.to - x.from or 0
    if run > best then best = run end
  end
  return best
end

-- The fewest IOPS that the volume gave while its instance held it back, or nil.
local function fewest(v)
  local least
  for _, x in ipairs(v and v.io or {}) do
    if x.held == "instance IOPS" and x.to > x.from and (not least or x.iops < least) then least = x.iops end
  end
  return least
end

local function last(v) return v and v.io[#v.io] or { iops = 0, asked = 0, held = "" } end

return lesson {
  api     = 1,
  id      = "held-back",
  version = 1,
  title   = "The fast disk in the small server",
  minutes = 12,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "instance-ebs-limit", "baseline-and-burst", "right-sizing" },
  needs   = { "burst-credits" },
  seed    = 13,
  timing  = "none",            -- so that stops, starts and changes are done at once

  world = function(w)
    local i = w.instance { name = "report", type = "t3.micro", az = "us-east-1a" }
    w.volume { name = "big", gib = 200, volume = "io2", iops = 20000, attach = { i, "/dev/sdf" } }
  end,

  story = [[
    `report` makes the sales reports. It was slow, so somebody bought a very fast disk for it: `big`, an **io2** volume with 20,000 IOPS
    (reads and writes a second), for $1,325 a month. The reports are as slow as before. `report` itself is a **t3.micro**, for $7.49.
  ]],

  steps = {
    predict {
      id = "guess", points = 0,
      ask = "A report asks `big` for 20,000 IOPS, for an hour. What will it get?",
      options = { "20,000: that is what was bought", "11,800 for half an hour, and then 500", "500 from the beginning" },
      answer = 2, reveal_after = "measure",
      explain = "A t3.micro lets 500 IOPS through to all its volumes together, and for 30 minutes a day up to 11,800.",
    },

    task {
      id = "measure", points = 3,
      text = "Measure it: put a load of 20,000 IOPS on `big`, and let an hour pass. Then look at the I/O of the volume **and of the server**: select each of them, or type `yard io @report`.",
      check = function(s)
        local big = volume(s)
        if not big then return fail "The volume big is gone. Undo, or begin the lesson again." end
        local least = fewest(big)
        if least and least <= 1000 then return pass(("big could give 20,000 IOPS, and gives %d: the server holds it back."):format(least)) end
        if last(big).asked == 0 and not least then return fail "Nothing is asked of big yet." end
        if last(big).asked < 20000 and not least then return fail(("Only %d IOPS are asked of big. Put a load of 20,000 on it."):format(last(big).asked)) end
        return waiting "The load is on. Let an hour pass: at first it looks quite good."
      end,
      on_pass = [[ EBS is a disk in the **network**, and each instance type has its own limit for that way: of volume and instance, the lower one counts.
        Many small types may exceed theirs for 30 minutes a day. A short test shows this **maximum**; what lasts is the **baseline**. ]],
      hints = {
        "In the menu of big: Put a load on it. Write 20000 into the field IOPS. Then let an hour pass, and select big and report.",
        "yard workload @report /mnt/sdf --kind database --iops 20000; yard run 1h; yard io @report",
      },
    },

    quiz {
      id = "more", points = 1, shuffle = true,
      ask = "Somebody suggests 64,000 IOPS for `big`. What would the reports get all day?",
      options = {
        { "500 IOPS, as now", correct = true },
        { "64,000 IOPS", says = "No: the volume was not what held them back. The server lets 500 through." },
        { "1,600 IOPS: 3.2 times as many as now", says = "No: the server's limit does not depend on the volume." },
      },
    },

    task {
      id = "server", points = 4, after = "measure",
      text = "The reports need **6,000 IOPS, all day**. Give `report` an instance type that lets them through for more than half an hour. `aws ec2 describe-instance-types` tells the "
          .. "**baseline** and the maximum of each type; the type of a stopped server can be changed. Then show it: an hour with a load of 6,000 IOPS or more.",
      check = function(s)
        local big, report = volume(s), server(s)
        if not big or not report then return fail "The server or its volume is gone. Undo, or begin the lesson again." end
        if longest(big, 6000) >= minutes(50) then return pass("6,000 IOPS, hour after hour: the type " .. report.type .. " lets them through.") end
        if report.type == "t3.micro" then return fail "report is a t3.micro still. Stop it, change its type, and start it." end
        if report.state ~= "running" then return waiting("report is of type " .. report.type .. " now, and it is " .. report.state .. ". Start it.") end
        local x = last(big)
        if x.asked < 6000 then return waiting("report is of type " .. report.type .. " now. Put a load of at least 6,000 IOPS on big, and let an hour pass.") end
        if x.iops < 6000 and x.held == "instance IOPS" then
          return fail(("%s gives %d IOPS after its half hour: its baseline is too low. Look for one of 6,000 or more."):format(report.type, x.iops))
        end
        if x.iops < 6000 then return fail(("big gives %d IOPS, and what holds it back is: %s."):format(x.iops, x.held)) end
        return waiting "6,000 IOPS so far. Let an hour pass, to see whether that lasts."
      end,
      on_pass = [[ A name such as m6i.large promises up to 40,000 IOPS, and has a baseline of 3,600. A test of less than half an hour, or of a server that has
        rested since yesterday, tells you the wrong one. ]],
      hints = {
        "The type m5.xlarge has a baseline of 6,000 IOPS. Stop report, choose Modify in its menu, and start it again.",
        [[aws ec2 describe-instance-types --query 'InstanceTypes[].[InstanceType,EbsInfo.EbsOptimizedInfo.BaselineIops,EbsInfo.EbsOptimizedInfo.MaximumIops]' --output text]],
        "aws ec2 stop-instances --instance-ids @report; aws ec2 wait instance-stopped --instance-ids @report; aws ec2 modify-instance-attribute --instance-id @report --instance-type Value=m5.xlarge; aws ec2 start-instances --instance-ids @report; yard run 1h; yard io @report",
      },
    },

    task {
      id = "pay", points = 3, after = "server",
      text = "`big` still costs $1,325 a month. **Modify** it, so that the reports keep their 6,000 IOPS and you pay for nothing that they cannot use. It is a matter of $31.",
      check = function(s)
        local big = volume(s)
        if not big then return fail "The volume big is gone. Undo: its data is wanted." end
        if big.iops > 6000 then return fail(("big is paid for %d IOPS still, and 6,000 are asked for."):format(big.iops)) end
        local x = last(big)
        if x.asked < 6000 then return fail "Nobody asks big for 6,000 IOPS now, so it cannot be seen whether it gives them. Put the load on it again." end
        if x.iops < 6000 then return fail(("Too little: big gives %d IOPS now, held by %s."):format(x.iops, x.held)) end
        if big.type ~= "gp3" then return partial(0.5, ("6,000 IOPS, but those of %s cost $0.065 each. Those of gp3 cost $0.005, and the first 3,000 nothing."):format(big.type)) end
        return pass "6,000 IOPS for $31 a month: $16 for 200 GiB, and $15 for 3,000 IOPS above the 3,000 that are included."
      end,
      on_pass = [[ The server costs $138 instead of $7.49 now, and the disk $31 instead of $1,325: far faster, for an eighth. Volume and instance have to **fit each
        other**. io2 is for what gp3 cannot do: more than 80,000 IOPS, Multi-Attach, or a hundred times fewer failures. ]],
      hints = {
        "In the menu of big there is Modify. The type gp3 can have 6,000 IOPS.",
        "aws ec2 modify-volume --volume-id @big --volume-type gp3 --iops 6000; yard io @big",
      },
    },
  },

  solution = [[
    yard workload @report /mnt/sdf --kind database --iops 20000
    yard run 1h
    yard io @report
    yard answer more 1
    aws ec2 stop-instances --instance-ids @report
    aws ec2 wait instance-stopped --instance-ids @report
    aws ec2 modify-instance-attribute --instance-id @report --instance-type Value=m5.xlarge
    aws ec2 start-instances --instance-ids @report
    yard run 2h
    yard io @report
    aws ec2 modify-volume --volume-id @big --volume-type gp3 --iops 6000
    yard io @big
  ]],

  wrong = {
    { title = "Tests for ten minutes, and is content", must_fail = "measure",
      run = [[ yard workload @report /mnt/sdf --kind database --iops 20000
               yard run 10m ]] },
    { title = "Buys more IOPS for the volume", must_fail = "server",
      run = [[ yard workload @report /mnt/sdf --kind database --iops 20000
               yard run 1h
               aws ec2 modify-volume --volume-id @big --iops 64000
               yard run 1h ]] },
    { title = "Trusts in \"up to 40,000 IOPS\"", must_fail = "server",
      run = [[ yard workload @report /mnt/sdf --kind database --iops 20000
               yard run 1h
               aws ec2 stop-instances --instance-ids @report
               aws ec2 wait instance-stopped --instance-ids @report
               aws ec2 modify-instance-attribute --instance-id @report --instance-type Value=m6i.large
               aws ec2 start-instances --instance-ids @report
               yard run 1h ]] },
    { title = "Takes a gp3 as it comes", must_fail = "pay",
      run = [[ yard workload @report /mnt/sdf --kind database --iops 20000
               yard run 1h
               aws ec2 stop-instances --instance-ids @report
               aws ec2 wait instance-stopped --instance-ids @report
               aws ec2 modify-instance-attribute --instance-id @report --instance-type Value=m5.xlarge
               aws ec2 start-instances --instance-ids @report
               yard run 1h
               aws ec2 modify-volume --volume-id @big --volume-type gp3 --iops 3000 ]] },
    { title = "Believes in the larger volume", must_fail = "more", run = [[ yard answer more 2 ]] },
  },
}
