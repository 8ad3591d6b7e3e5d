-- gp2 against gp3: credits that run out, what a larger gp2 changes, and what a gp3 does instead.

local function volume(s, name) return s.find("volume", { name = name }) end

-- The longest time, in milliseconds, for which a volume gave at least so many IOPS without a break.
local function longest(v, iops)
  local best, run = 0, 0
  for _, x in ipairs(v and v.io or {}) do
    run = x.iops >= iops and run + x.to - x.from or 0
    if run > best then best = run end
  end
  return best
end

-- How long a volume had to give less than was asked of it.
local function held(v)
  local sum = 0
  for _, x in ipairs(v and v.io or {}) do
    if x.iops < x.asked then sum = sum + x.to - x.from end
  end
  return sum
end

-- How many IOPS are asked of a volume now.
local function asked(v)
  local last = v and v.io[#v.io]
  return last and last.asked or 0
end

-- Whether the credits of a volume were used up, and whether they were full again after that.
local function credits(v)
  local empty, full = false, false
  for _, x in ipairs(v and v.io or {}) do
    if x.balance == 0 then empty = true end
    if empty and x.balance == 100 then full = true end
  end
  return empty, full
end

return lesson {
  api     = 1,
  id      = "burst-credits",
  version = 1,
  title   = "Fast at first: the credits of gp2, and gp3",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "iops", "gp2-burst-credits", "gp3-provisioned", "modify-volume" },
  needs   = { "cost-ebs-vs-instance-store" },
  seed    = 12,
  timing  = "none",            -- so that a change of a volume is done at once

  world = function(w)
    local a = w.instance { name = "db-old", type = "m5.xlarge", az = "us-east-1a" }
    local b = w.instance { name = "db-new", type = "m5.xlarge", az = "us-east-1a" }
    w.volume { name = "old", gib = 100, volume = "gp2", attach = { a, "/dev/sdf" } }
    w.volume { name = "new", gib = 100, volume = "gp3", attach = { b, "/dev/sdf" } }
  end,

  story = [[
    Two databases on two equal servers. `db-old` has its data on `old`, a **gp2** volume of 100 GiB, and `db-new` on `new`, a **gp3** volume
    of the same size. Every morning a large import asks for 3,000 **IOPS**: so many reads and writes each second. With `db-old`
    it begins well, and then everything crawls. Find out why, and mend it.
  ]],

  steps = {
    predict {
      id = "guess-burst", points = 0,
      ask = "`old` is a gp2 volume of 100 GiB. For how long will it give 3,000 IOPS?",
      options = { "As long as you like: gp2 has 3,000 IOPS", "About half an hour", "Not at all: it has 300 IOPS" },
      answer = 2, reveal_after = "hour",
      explain = "33 minutes and 20 seconds. gp2 has 3 IOPS for each GiB, here 300. More than that is paid with credits, and they run out.",
    },

    task {
      id = "hour", points = 3,
      text = "Let both databases ask for 3,000 IOPS of `old` and of `new`. Let an hour pass. Then select each volume and look at its I/O, or type `yard io @old` and `yard io @new`.",
      check = function(s)
        local old, new = volume(s, "old"), volume(s, "new")
        if not old or not new then return fail "One of the two volumes is gone. Undo, or begin the lesson again." end
        if held(old) > 0 and longest(old, 3000) >= minutes(30) and longest(new, 3000) >= minutes(50) then
          return pass "old gave 3,000 IOPS for 33 minutes and 20 seconds, and 300 from then on. new gives 3,000 all the time."
        end
        if asked(old) == 0 and longest(old, 1) == 0 then return fail "Nothing is asked of old yet." end
        if asked(new) == 0 and longest(new, 1) == 0 then return fail "Nothing is asked of new yet." end
        if asked(old) < 3000 or asked(new) < 3000 then return fail "Not both are asked for 3,000 IOPS. Put a load of 3,000 IOPS on each of them." end
        return waiting "Both databases are at work. Let an hour pass."
      end,
      on_pass = [[ Each gp2 volume has a **bucket** with up to 5,400,000 credits, one for each operation. `old` gets 300 credits a second and spent 3,000, so
        the bucket lost 2,700 a second: empty after 2,000 seconds. A test of half an hour would have shown nothing. ]],
      hints = {
        "In the menu of old: Put a load on it. What is proposed there is 3,000 IOPS. The same for new. Then let an hour pass, and select each of them.",
        "yard workload @db-old /mnt/sdf --kind database --iops 3000; yard workload @db-new /mnt/sdf --kind database --iops 3000; yard run 1h; yard io @old; yard io @new",
      },
    },

    quiz {
      id = "larger", points = 1, shuffle = true,
      ask = "Another gp2 volume has 500 GiB, so 1,500 IOPS of its own, and the same bucket. For how long will it give 3,000?",
      options = {
        { "An hour", correct = true },
        { "33 minutes and 20 seconds, as old", says = "No: it gets 1,500 credits a second back, so it loses only 1,500 a second: 5,400,000 / 1,500 are 3,600 seconds." },
        { "As long as you like", says = "No: only from 1,000 GiB on does a gp2 volume have 3,000 IOPS of its own." },
      },
    },

    predict {
      id = "guess-rest", points = 0,
      ask = "The import is over, and nobody uses `old`. How long until its bucket is full again?",
      options = { "33 minutes, as long as it took to empty it", "5 hours", "At midnight" },
      answer = 2, reveal_after = "rest",
      explain = "5,400,000 credits at 300 a second: 18,000 seconds, which are 5 hours.",
    },

    task {
      id = "rest", points = 2, after = "hour",
      text = "End the load on `old`, and let time pass until its credits are back at 100 %.",
      check = function(s)
        local old = volume(s, "old")
        local empty, full = credits(old)
        if full then return pass "old is as good as new: its bucket is full." end
        if old and old.type == "gp3" then return pass "old is a gp3 volume by now, and has no credits to wait for." end
        if not empty then return fail "The credits of old are not used up yet." end
        if asked(old) > 0 then return fail "The database still asks for more than old has, so nothing is saved. End the load on old." end
        return waiting(("The bucket is at %d %%. Let time pass."):format(old.balance))
      end,
      on_pass = [[ AWS shows this level as **BurstBalance** in its monitoring. Whoever has gp2 volumes should be warned when it falls. ]],
      hints = {
        "The menu of old has End the load on it.",
        "yard workload @db-old /mnt/sdf --stop; yard run 5h; yard io @old",
      },
    },

    task {
      id = "mend", points = 3, after = "rest",
      text = "Mend `old`, without moving the data: an hour of 3,000 IOPS shall be no trouble any more, and it shall cost **no more than now**, $10 a month. "
          .. "A volume can be **modified** while it is in use. Then show that it holds: an hour under load.",
      check = function(s)
        local old = volume(s, "old")
        if not old then return fail "The volume old is gone. Undo: it was to be mended, not replaced." end
        if longest(old, 3000) >= hours(1) then
          if old.type == "gp3" then return pass "old gives 3,000 IOPS for as long as you like now, for $8 a month." end
          return partial(0.5, ("It holds, but as %s with %d GiB old costs far more than before. There is a type that has 3,000 IOPS at any size."):format(old.type, old.gib))
        end
        if old.type == "gp2" and old.gib == 100 then return fail "old is what it was: 100 GiB of gp2. Modify it." end
        if asked(old) < 3000 then return waiting "old was modified. Now let the database ask for 3,000 IOPS of it, for an hour." end
        local last = old.io[#old.io]
        if last.iops < 3000 then
          return fail(("old gives %d IOPS: as %s of %d GiB its credits still run out."):format(last.iops, old.type, old.gib))
        end
        return waiting "So far it holds. Let the hour pass."
      end,
      on_pass = [[ A gp3 has 3,000 IOPS and 125 MiB a second at **any** size, without credits, and costs less. Here the change was done at once; at AWS it takes
        minutes to hours, and the volume can be used meanwhile. What is made without a type is still a gp2, so say `gp3`. ]],
      hints = {
        "In the menu of old there is Modify. Leave the size; choose another volume type.",
        "aws ec2 modify-volume --volume-id @old --volume-type gp3; yard workload @db-old /mnt/sdf --kind database --iops 3000; yard run 1h; yard io @old",
      },
    },

    task {
      id = "sale", points = 3, after = "mend",
      text = "A sale is coming: `db-new` will ask for **5,000** IOPS. Let `new` give them, again without moving the data. Show it under that load.",
      check = function(s)
        local new = volume(s, "new")
        if not new then return fail "The volume new is gone. Undo: it was to be made faster, not replaced." end
        local last = new.io[#new.io]
        if longest(new, 5000) > 0 or last and last.iops >= 5000 then
          if new.gib > 100 then return partial(0.5, "5,000 IOPS, but not since new is larger: size makes no gp3 faster, and it costs. It would have been enough to ask for IOPS.") end
          if new.type ~= "gp3" then return partial(0.5, ("5,000 IOPS, but a volume of type %s costs much more than a gp3 with 5,000 IOPS."):format(new.type)) end
          return pass "new gives 5,000 IOPS."
        end
        if asked(new) < 5000 then
          if new.iops >= 5000 then return waiting "new could give 5,000 IOPS. Now ask for them: put a load of 5,000 IOPS on it." end
          return fail "Nobody asks new for 5,000 IOPS yet, and it has 3,000."
        end
        if new.gib > 100 then return fail(("new is larger now, and still gives %d IOPS: a gp3 does not get faster with its size. Modify its IOPS."):format(last.iops)) end
        return fail(("new is asked for %d IOPS and gives %d. Modify its IOPS."):format(asked(new), last.iops))
      end,
      on_pass = [[ With gp3 you order size and speed apart: 2,000 IOPS above the 3,000 that are included cost $10 a month. With gp2, 5,000 IOPS take
        1,667 GiB, which is $166.70. ]],
      hints = {
        "Modify new once more: the field is IOPS. End the old load first, and then put one of 5,000 IOPS on it.",
        "aws ec2 modify-volume --volume-id @new --iops 5000; yard workload @db-new /mnt/sdf --stop; yard workload @db-new /mnt/sdf --kind database --iops 5000; yard io @new",
      },
    },
  },

  solution = [[
    yard workload @db-old /mnt/sdf --kind database --iops 3000
    yard workload @db-new /mnt/sdf --kind database --iops 3000
    yard run 1h
    yard io @old
    yard io @new
    yard answer larger 1
    yard workload @db-old /mnt/sdf --stop
    yard run 5h
    yard io @old
    aws ec2 modify-volume --volume-id @old --volume-type gp3
    yard workload @db-old /mnt/sdf --kind database --iops 3000
    yard run 1h
    yard io @old
    aws ec2 modify-volume --volume-id @new --iops 5000
    yard workload @db-new /mnt/sdf --stop
    yard workload @db-new /mnt/sdf --kind database --iops 5000
    yard io @new
  ]],

  wrong = {
    { title = "Tests for twenty minutes, and finds both equally fast", must_fail = "hour",
      run = [[ yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard workload @db-new /mnt/sdf --kind database --iops 3000
               yard run 20m ]] },
    { title = "Believes that the credits come back while the import goes on", must_fail = "rest",
      run = [[ yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard workload @db-new /mnt/sdf --kind database --iops 3000
               yard run 1d ]] },
    { title = "Doubles the gp2", must_fail = "mend",
      run = [[ yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard workload @db-new /mnt/sdf --kind database --iops 3000
               yard run 1h
               yard workload @db-old /mnt/sdf --stop
               yard run 5h
               aws ec2 modify-volume --volume-id @old --size 200
               yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard run 1h ]] },
    { title = "Buys 1,000 GiB of gp2", must_fail = "mend",
      run = [[ yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard workload @db-new /mnt/sdf --kind database --iops 3000
               yard run 1h
               yard workload @db-old /mnt/sdf --stop
               yard run 5h
               aws ec2 modify-volume --volume-id @old --size 1000
               yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard run 1h ]] },
    { title = "Believes that a larger gp3 is faster, as a gp2 is", must_fail = "sale",
      run = [[ yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard workload @db-new /mnt/sdf --kind database --iops 3000
               yard run 1h
               yard workload @db-old /mnt/sdf --stop
               yard run 5h
               aws ec2 modify-volume --volume-id @old --volume-type gp3
               yard workload @db-old /mnt/sdf --kind database --iops 3000
               yard run 1h
               aws ec2 modify-volume --volume-id @new --size 1700
               yard workload @db-new /mnt/sdf --stop
               yard workload @db-new /mnt/sdf --kind database --iops 5000 ]] },
    { title = "Believes that the bucket alone decides", must_fail = "larger", run = [[ yard answer larger 2 ]] },
  },
}
