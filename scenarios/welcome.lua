-- What somebody meets who comes for the first time: a server and its disk, whose meters run. The page shows it in large,
-- one step at a time, and shows no points; they are there for `blockyard try`.
return lesson {
  api     = 1,
  id      = "welcome",
  version = 1,
  title   = "Welcome",
  minutes = 2,
  author  = "The authors of Blockyard",
  licence = "Apache-2.0",
  teaches = { "ebs-billed-while-stopped" },
  needs   = {},
  seed    = 1,
  timing  = "none",            -- a stop that takes a while would be another lesson

  prices  = book {
    month    = "30d", minimum = 0,
    compute  = { ["demo.small"] = "0.10/h" },
    volume   = { standard = "0.05/GB-month" },
    snapshot = "0.05/GB-month",
  },

  world = function(w)
    w.instance { name = "web", type = "demo.small", az = "us-east-1a",
                 root = { kind = "ebs", gib = 100, volume = "standard" } }
    w.run(hours(3)); w.run(minutes(12))   -- both meters have something to show
  end,

  story = [[ One server, one disk, and what they cost. Nothing here is real money. ]],

  steps = {
    task {
      id = "stop", points = 1,
      text = "This is a server. It costs 10 cents an hour. **Stop it.**",
      check = function(s)
        local web = s.find("instance", { name = "web" })
        if not web then return fail "The server is gone, and so is its disk. Begin again, or go straight in." end
        if web.state == "stopped" then return pass "The server's meter stands." end
        return waiting "The server runs."
      end,
      hints = { "aws ec2 stop-instances --instance-ids @web" },
    },

    quiz {
      id = "why", points = 1,
      ask = "The server's meter stands. The disk's still counts. **Why?**",
      options = {
        { "A stopped server costs a little, too", says = "No: its meter stands. Only the disk's goes on." },
        { "The disk is kept, and what is kept is billed", correct = true },
        { "It is on its way to stopping", says = "No: it has stopped. Time could run for a year." },
      },
    },

    predict {
      id = "guess", points = 0,
      ask = "A month in which the server never runs. **What will the disk cost?**",
      options = { "Nothing", "About $5", "About $72" },
      answer = 2, reveal_after = "month",
      explain = "100 GB at $0.05 a month is $5.00, read or written or not. Running all month, the server would have added $72.00.",
    },

    task {
      id = "month", points = 1, after = "stop",
      text = "Here a month takes a second. **Run it.**",
      check = function(s)
        if s.clock() < days(30) then return waiting "The month is not over yet." end
        return pass "That was a month, and none of it was real money."
      end,
      hints = { "yard run 30d" },
    },
  },

  solution = [[
    aws ec2 stop-instances --instance-ids @web
    yard answer why 2
    yard run 30d
  ]],

  wrong = {
    { title = "Leaves the server running", must_fail = "stop", run = [[ yard run 30d ]] },
    { title = "Terminates the server", must_fail = "stop",
      run = [[ aws ec2 terminate-instances --instance-ids @web
               yard run 30d ]] },
    { title = "Believes that a stopped server costs something", must_fail = "why",
      run = [[ aws ec2 stop-instances --instance-ids @web
               yard answer why 1 ]] },
    { title = "Does not wait for a month", must_fail = "month",
      run = [[ aws ec2 stop-instances --instance-ids @web
               yard run 1d ]] },
  },
}
