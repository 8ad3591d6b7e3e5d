-- Lesson 2. What exactly does an AMI contain, and what does launching it create?
return lesson {
  api     = 1,
  id      = "ami-two-volumes",
  version = 2,
  title   = "One image, two snapshots: cloning a server",
  minutes = 15,
  teaches = { "ami", "snapshot", "block-device-mapping", "eni" },
  needs   = { "cost-ebs-vs-instance-store" },
  seed    = 2,
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },

  world = function(w)
    local web = w.instance { name = "web", type = "demo.small", az = "us-east-1a",
                             root = { kind = "ebs", gib = 8, volume = "standard" } }
    w.volume { name = "data", gib = 100, volume = "standard", used = 40, attach = { web, "/dev/sdf" } }
  end,

  story = [[
    `web` is perfect: 8 GB root, 100 GB data. Make an exact twin **in another zone**.
    An AMI is a recipe; the snapshots are the ingredients.
  ]],

  steps = {
    predict {
      id = "guess", points = 0,
      ask = "You will create one AMI, then launch it once. How many NEW objects of each kind?",
      fields = { { id = "snapshot", label = "Snapshots" }, { id = "volume", label = "Volumes" },
                 { id = "instance", label = "Instances" }, { id = "eni", label = "Network interfaces" } },
      reveal = function(s)
        local n = s.created_since "start"
        return { snapshot = #n.snapshot, volume = #n.volume, instance = #n.instance, eni = #n.eni }
      end,
      reveal_after = "launch",
    },

    task {
      id = "image", points = 4,
      text = "Create an AMI named `gold` from `web`, and wait until it is available.",
      check = function(s)
        local ami = s.find("ami", { name = "gold" })
        if not ami then return fail "There is no AMI called gold yet." end
        if ami.state ~= "available" then
          return waiting "The AMI is still pending: it waits for its snapshots. Let time pass."
        end
        local snaps = s.created_since("start").snapshot
        return all_of {
          equal(#snaps, 2,            "Two volumes, so two snapshots"),
          equal(#ami.mapping, 2,      "The AMI maps two devices"),
          equal(ami.region, "us-east-1", "An AMI belongs to a region, not to a zone"),
        }
      end,
      on_pass = [[ The AMI itself holds no blocks. Follow the two dotted lines: each device points at a snapshot. ]],
      hints = { "Right-click web ▸ Create image…", "aws ec2 create-image --instance-id @web --name gold",
                "Then: aws ec2 wait image-available --image-ids @gold" },
    },

    task {
      id = "launch", points = 4,
      text = "Launch `gold` once, in us-east-1b. Call it `web-2`.",
      check = function(s)
        local i = s.find("instance", { name = "web-2" })
        if not i then return fail "No instance called web-2." end
        local ami, n = s.find("ami", { name = "gold" }), s.created_since "start"
        local from = {}
        for _, m in ipairs(ami.mapping) do from[m.snapshot] = true end
        local born = 0
        for _, v in ipairs(n.volume) do if from[v.snapshot] then born = born + 1 end end
        return all_of {
          equal(i.az, "us-east-1b", "web-2 is in us-east-1b"),
          equal(#n.volume, 2, "Two new volumes"),
          equal(born, 2,      "…each restored from one of gold's snapshots"),
          equal(#n.eni, 1,    "One new network interface"),
          equal(#n.snapshot, 2, "Launching makes no further snapshots"),
        }
      end,
      hints = { "Launching uses the AMI, never the original server.",
                "aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1b --name web-2" },
    },

    quiz {
      id = "after", points = 2,
      ask = "You deregister `gold` with no other option. What happens to the two snapshots?",
      options = {
        { "They stay, and you keep paying for them", correct = true },
        { "They are deleted with the AMI", says = "Not by default. Try it: this is a sandbox, and you can begin again." },
        { "web-2 stops working", says = "No: web-2 has its own volumes now." },
      },
    },
  },

  solution = [[
    aws ec2 create-image --instance-id @web --name gold
    aws ec2 wait image-available --image-ids @gold
    aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1b --name web-2
    aws ec2 wait instance-running --instance-ids @web-2
    yard answer after 1
  ]],

  wrong = {
    { title = "Snapshots only the root", must_fail = "image",
      run = [[ aws ec2 create-snapshot --volume-id @web-root --name root-only
               aws ec2 wait snapshot-completed --snapshot-ids @root-only ]] },
    { title = "Launches in the old zone", must_fail = "launch",
      run = [[ aws ec2 create-image --instance-id @web --name gold
               aws ec2 wait image-available --image-ids @gold
               aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1a --name web-2 ]] },
    { title = "Launches twice", must_fail = "launch",
      run = [[ aws ec2 create-image --instance-id @web --name gold
               aws ec2 wait image-available --image-ids @gold
               aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1b --name web-2
               aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1b --name web-3 ]] },
  },
}
