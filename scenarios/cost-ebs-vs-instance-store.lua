-- Lesson 1. The same small server, used four hours a day, costed two ways.
return lesson {
  api     = 1,
  id      = "cost-ebs-vs-instance-store",
  version = 3,
  title   = "Four hours a day: which root disk is cheaper?",
  minutes = 12,
  author  = "A. Teacher <teacher@example.edu>",
  licence = "CC-BY-4.0",
  teaches = { "stop-vs-terminate", "ebs-billed-while-stopped", "reading-a-bill" },
  needs   = {},
  seed    = 1,
  timing  = "none",            -- so that 4 h are exactly 4 h

  -- Every number a learner will see comes from here. A real month is not 720 h:
  -- AWS's own calculator uses 730. We say so, and the learner can flip it later.
  prices  = book {
    month    = "30d", minimum = 0,
    compute  = { ["demo.small"] = "0.10/h" },
    volume   = { standard = "0.05/GB-month" },
    snapshot = "0.05/GB-month",
  },

  -- Two lanes, one clock: the same start, two choices, bills side by side.
  lanes = {
    store = function(w)
      w.instance { name = "web", type = "demo.small", az = "us-east-1a", root = "instance-store" }
    end,
    ebs = function(w)
      w.instance { name = "web", type = "demo.small", az = "us-east-1a",
                   root = { kind = "ebs", gib = 100, volume = "standard" } }
    end,
  },

  story = [[
    A design studio needs one server from 09:00 to 13:00 every day.
    **Lane store:** its root disk is instance store. **Lane ebs:** its root disk is a
    100 GB EBS volume. Both cost $0.10 an hour while running.
  ]],

  steps = {
    predict {
      id = "guess", points = 0,               -- never graded: a guess must be free
      ask = "Before you run anything: what will each lane cost for 30 days?",
      fields = {
        { id = "store",  label = "Instance-store lane", unit = "USD", tolerance = 1 },
        { id = "ebs",    label = "EBS lane",            unit = "USD", tolerance = 1 },
      },
      reveal = function(s)                     -- drawn as guess-versus-actual bars
        return { store = s.bill { lane = "store" }.total,
                 ebs   = s.bill { lane = "ebs" }.total }
      end,
      reveal_after = "month",
    },

    task {
      id = "save-money", points = 2,
      text = "Stop each server outside working hours. One lane will not let you.",
      check = function(s)
        if s.schedule { lane = "ebs", name = "web" } ~= "09:00-13:00" then
          return fail "The EBS lane still runs all day. Try: yard schedule @web --daily 09:00-13:00"
        end
        if not s.refused { lane = "store", code = "UnsupportedOperation" } then
          return partial(0.5, "Good. Now try the same in the instance-store lane and read the error.")
        end
        return pass "EBS roots can be stopped and started. Instance-store roots can only be terminated."
      end,
      hints = {
        "A stopped instance is not billed for compute. Which lane can be stopped?",
        "Choose lane ebs above the map, or type: yard lane ebs",
        "yard lane ebs; yard schedule @web --daily 09:00-13:00",
      },
    },

    task {
      id = "month", points = 4,
      text = "Run both lanes for 30 days: let time run at 1 day/s, or type `yard run 30d`.",
      check = function(s)
        if s.clock() < days(30) then return waiting "The month is not over yet." end
        local a, b = s.bill { lane = "store", to = days(30) }, s.bill { lane = "ebs", to = days(30) }
        return all_of {
          equal(a.total,         usd "72.00", "24 h × 30 days × $0.10 = $72 for the instance-store lane"),
          equal(b.by.compute,    usd "12.00", "4 h × 30 days × $0.10 = $12 of compute in the EBS lane"),
          equal(b.by.volume,     usd "5.00",  "100 GB × $0.05 = $5 for the volume, even while stopped"),
          equal(a.total - b.total, usd "55.00", "Saved: $55 a month"),
        }
      end,
      hints = { "Only the EBS lane should have a schedule.", "Open Bill, then press = to see the sum behind any line." },
    },

    quiz {
      id = "why", points = 2, shuffle = true,
      ask = "The EBS server was stopped 20 hours a day. Why was there a $5 line?",
      options = {
        { "Storage is billed for the space you provision, running or not", correct = true },
        { "Stopped instances pay a reduced hourly rate",  says = "No: a stopped instance has no hourly charge at all." },
        { "Each stop takes a snapshot",                   says = "No: look at the Snapshots shelf. It is empty." },
      },
    },

    explore {                                   -- ungraded what-if, drawn as a line chart
      id = "break-even",
      ask = "How many hours a day before the two lanes cost the same?",
      sweep = { name = "hours", from = 0, to = 24, step = 1 },
      run   = function(w, hours) w.schedule("web", { lane = "ebs", hours = hours }); w.run(days(30)) end,
      plot  = function(s) return { store = s.bill { lane = "store" }.total, ebs = s.bill { lane = "ebs" }.total } end,
    },
  },

  -- Required. CI replays it and every point must be earned.
  solution = [[
    yard lane ebs
    yard schedule @web --daily 09:00-13:00
    yard lane store
    aws ec2 stop-instances --instance-ids @web      # refused, on purpose
    yard run 30d
    yard answer why 1
  ]],

  -- Required: at least one. CI replays each; the named step must NOT pass.
  wrong = {
    { title = "Leaves both running", must_fail = "month", run = [[ yard run 30d ]] },
    { title = "Stops after lunch only", must_fail = "month",
      run = [[ yard lane ebs
               yard schedule @web --daily 09:00-17:00
               yard run 30d ]] },
  },
}
