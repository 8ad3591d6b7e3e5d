-- An image from its making to its end: in two regions, used by two accounts, and what is left of it.
return lesson {
  api     = 1,
  id      = "life-of-an-image",
  version = 1,
  title   = "The life of an image: copied, shared, withdrawn",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "image-copy", "image-sharing", "image-retirement", "who-pays" },
  needs   = { "ami-two-volumes" },
  seed    = 6,
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month" }, snapshot = "0.05/GB-month" },

  world = function(w)
    w.instance { name = "web", type = "demo.small", az = "us-east-1a", image = "demo-web",
                 root = { kind = "ebs", gib = 8, volume = "standard" } }
  end,

  story = [[
    Your company runs its shop on `web`, in the region **us-east-1**. A partner company, which is the AWS **account
    210987654321**, wants the same server in **us-west-2**. You will hand it an image, and take the image back later.
    You may play both: what is done with `--profile partner` is done by the partner.
  ]],

  steps = {
    task {
      id = "image", points = 1,
      text = "Create an image named `shop` from `web`, and wait until it is available.",
      check = function(s)
        local image = s.find("ami", { name = "shop", region = "us-east-1" })
        if not image then return fail "There is no image called shop in us-east-1 yet." end
        if image.state == "pending" then return waiting "shop is still pending: it waits for its snapshot. Let time pass." end
        return pass "shop is available in us-east-1, and only there."
      end,
      hints = {
        "Select web, then Create image.",
        "aws ec2 create-image --instance-id @web --name shop; aws ec2 wait image-available --image-ids @shop",
      },
    },

    predict {
      id = "who", points = 0,
      ask = "The partner will launch a server from your image and let it run for a month. Who pays?",
      options = {
        "You pay for everything: it is your image",
        "The partner pays for its server and disk, you for your images' snapshots",
        "The partner pays for everything, also for the snapshots that it uses",
      },
      answer = 2, reveal_after = "month",
      explain = "Everything is paid for by the account that it belongs to. What the partner launches is the partner's; the snapshots stay yours.",
    },

    task {
      id = "copy", points = 2, after = "image",
      text = "The partner works in us-west-2. Copy `shop` to that region under the same name, and wait until the copy is available.",
      check = function(s)
        local first, copy = s.find("ami", { name = "shop", region = "us-east-1" }), s.find("ami", { name = "shop", region = "us-west-2" })
        if not copy then
          if s.find("ami", { name = "shop", region = "us-west-2", state = "deregistered" }) then
            return pass "There was a copy in us-west-2."
          end
          return fail "There is no image called shop in us-west-2. An image exists in its own region alone."
        end
        if copy.state == "pending" then return waiting "The copy is still pending: its blocks are on their way. Let time pass." end
        if not first then return pass "The copy stands on its own." end
        return all_of {
          equal(copy.id == first.id, false, "The copy is an image of its own, with another id"),
          equal(copy.mapping[1].snapshot == first.mapping[1].snapshot, false, "…and with a snapshot of its own, in us-west-2"),
        }
      end,
      on_pass = [[ Two images, two snapshots, two lines on your bill. What happens to one does not touch the other. (AWS bills
        what moves between regions, too, about 2 cents a gigabyte and once. The price book of this lesson leaves that out.) ]],
      hints = {
        "Select shop, then Copy to another region.",
        "A copy is asked for in the region that it goes to: --region us-west-2 --source-region us-east-1",
        "aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop; aws ec2 wait image-available --image-ids @shop --region us-west-2",
      },
    },

    task {
      id = "share", points = 2, after = "copy",
      text = "Share the copy with the account 210987654321, and with nobody else.",
      check = function(s)
        local copy = s.find("ami", { name = "shop", region = "us-west-2" })
        local granted = s.events { action = "ModifyImageAttribute", refused = false }
        if not copy or copy.state == "disabled" then
          if s.find("instance", { name = "branch" }) then return pass "The copy was shared." end
          return fail "There is no copy in us-west-2 that could be shared."
        end
        for _, account in ipairs(copy.shared) do
          if account == "all" then return fail "The copy is public: every AWS account can launch it. Remove the group all, and add the one account." end
        end
        if copy.shared[1] == "210987654321" and #copy.shared == 1 then
          return pass "The partner may launch the copy. It cannot change or delete it."
        end
        if #copy.shared > 0 then return fail "The copy is shared with another account. The partner's is 210987654321." end
        if #granted > 0 then
          return fail "The copy in us-west-2 is not shared. A permission belongs to one image: to share shop in us-east-1 does not share its copy."
        end
        return fail "Nobody but you may launch the copy yet."
      end,
      on_pass = [[ This is a **launch permission**. The snapshot is not shared with it, and need not be: AWS reads it for the launch. ]],
      hints = {
        "Select the copy in us-west-2, then Share.",
        "aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-ids 210987654321",
      },
    },

    task {
      id = "launch", points = 2, after = "share",
      text = "Be the partner: launch one instance named `branch` from the copy, in us-west-2.",
      check = function(s)
        local i, own = s.find("instance", { name = "branch" }), s.find("instance", { name = "web" })
        if not i then return fail "There is no instance called branch yet." end
        if own and i.account == own.account then
          return fail "You launched branch yourself, so it is yours and you pay for it. Terminate it, and launch it with --profile partner."
        end
        if i.state == "pending" then return waiting "branch is pending. Let time pass." end
        return all_of {
          equal(i.account, "210987654321", "branch belongs to the partner"),
          equal(i.region, "us-west-2", "…and runs in us-west-2"),
        }
      end,
      on_pass = [[ `branch` has a disk of its own, made from your snapshot and owned by the partner. From here on it needs your
        image no more. ]],
      hints = {
        "Commands act for the partner with --profile partner, and in us-west-2 with --region us-west-2.",
        "aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2 --profile partner; yard run 1m",
      },
    },

    task {
      id = "disable", points = 2, after = "launch",
      text = "You find a mistake in the shop. **Disable** the copy, so that nobody launches it until you know more.",
      check = function(s)
        if #s.events { action = "DisableImage", refused = false } > 0 then
          return pass "Nobody can launch the copy now, and the partner does not even see it. branch runs on."
        end
        if #s.events { action = "EnableImageDeprecation", refused = false } > 0 then
          return fail "A deprecated image is only hidden from others in lists from a date on. Whoever knows its id still launches it. Disable it."
        end
        return fail "The copy can still be launched."
      end,
      on_pass = [[ There are three ways out, from mild to final. **Deprecate**: from a date on, lists no longer show it to others.
        **Disable**: no launches, and all permissions are gone; you can enable it again. **Deregister**: it is gone. ]],
      hints = {
        "Deprecating warns, disabling forbids, deregistering ends.",
        "aws ec2 disable-image --image-id @shop --region us-west-2",
      },
    },

    task {
      id = "retire", points = 2, after = "disable",
      text = "The mistake is real. **Deregister** the copy in us-west-2. Keep `shop` in us-east-1, and look what becomes of `branch`.",
      check = function(s)
        if s.find("ami", { name = "shop", region = "us-west-2" }) then return fail "The copy in us-west-2 is still registered." end
        if not s.find("ami", { name = "shop", region = "us-east-1" }) then
          return fail "shop in us-east-1 is gone: an image is deregistered in its own region. Make it again from web."
        end
        local i = s.find("instance", { name = "branch" })
        if not i or i.state ~= "running" then return fail "branch does not run any more. Deregistering would not have stopped it." end
        return pass "The copy is gone, and branch runs on: it has its own disk."
      end,
      hints = {
        "Select the copy in us-west-2, then Deregister.",
        "Lists leave disabled images out, unless they are asked for: aws ec2 describe-images --owners self --include-disabled --region us-west-2",
        "aws ec2 deregister-image --image-id @shop --region us-west-2",
      },
    },

    task {
      id = "month", points = 2, after = "retire",
      text = "Let 30 days pass, then read the bill by account: `yard bill --by account`.",
      check = function(s)
        if s.clock() < days(30) then return waiting "The month is not over yet." end
        local yours, partners, kept = usd "0", usd "0", usd "0"
        for _, line in ipairs(s.bill {}.lines) do
          if line.account == "210987654321" then partners = partners + line.amount else yours = yours + line.amount end
          if line.service == "snapshot" then kept = kept + line.amount end
        end
        return pass("The partner paid " .. partners .. " for branch and its disk. You paid " .. yours .. ", of that " .. kept .. " for snapshots.")
      end,
      on_pass = [[ You launched nothing in us-west-2, and have no image there. And still a snapshot there is on your bill. ]],
      hints = { "Let time run at 1 day/s.", "yard run 30d; yard bill --by account" },
    },

    task {
      id = "tidy", points = 2, after = "month",
      text = "Delete what is left of the copy, and keep what `shop` in us-east-1 needs.",
      check = function(s)
        local first, web = s.find("ami", { name = "shop", region = "us-east-1" }), s.find("instance", { name = "web" })
        for _, x in ipairs(s.all("snapshot", { region = "us-west-2" })) do
          if not web or x.account == web.account then
            return fail("Deregistering left the snapshot " .. x.id .. " in us-west-2, and you are still billed for it.")
          end
        end
        if not first then return fail "shop in us-east-1 is gone, which was to stay." end
        return pass "Nothing of the copy is left, and branch still runs."
      end,
      on_pass = [[ Deregistering an image leaves its snapshots unless you ask: `--delete-associated-snapshots` does both at once. ]],
      hints = {
        "Look at the snapshots of us-west-2. Select the one that is yours, then Delete.",
        "aws ec2 describe-snapshots --owner-ids self --region us-west-2 --query 'Snapshots[].SnapshotId' --output text",
        "aws ec2 delete-snapshot --region us-west-2 --snapshot-id $(aws ec2 describe-snapshots --owner-ids self --region us-west-2 --query 'Snapshots[0].SnapshotId' --output text)",
      },
    },

    quiz {
      id = "keep", points = 1, shuffle = true,
      ask = "The partner wants to launch more servers like `branch`, whatever you do with your images. What should it have?",
      options = {
        { "An image of its own, made from branch", correct = true },
        { "Your launch permission: once given, it holds for good", says = "No: it ended when you disabled the copy, and with the copy itself." },
        { "Nothing: every server can be launched again from its id", says = "No: a launch needs an image, and branch is a server." },
      },
    },
  },

  solution = [[
    aws ec2 create-image --instance-id @web --name shop
    aws ec2 wait image-available --image-ids @shop
    aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
    aws ec2 wait image-available --image-ids @shop --region us-west-2
    aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-ids 210987654321
    aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2 --profile partner
    yard run 1m
    aws ec2 disable-image --image-id @shop --region us-west-2
    aws ec2 deregister-image --image-id @shop --region us-west-2
    yard run 30d
    aws ec2 delete-snapshot --region us-west-2 --snapshot-id $(aws ec2 describe-snapshots --owner-ids self --region us-west-2 --query 'Snapshots[0].SnapshotId' --output text)
    yard answer keep 1
  ]],

  wrong = {
    { title = "Believes that an image is there in every region", must_fail = "copy",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 modify-image-attribute --image-id @shop --attribute launchPermission --operation-type add --user-ids 210987654321
               aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2 --profile partner ]] },
    { title = "Shares the original instead of the copy", must_fail = "share",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
               aws ec2 wait image-available --image-ids @shop --region us-west-2
               aws ec2 modify-image-attribute --image-id @shop --attribute launchPermission --operation-type add --user-ids 210987654321 ]] },
    { title = "Makes the copy public", must_fail = "share",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
               aws ec2 wait image-available --image-ids @shop --region us-west-2
               aws ec2 disable-image-block-public-access --region us-west-2
               yard run 20m
               aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-groups all ]] },
    { title = "Launches for the partner, and pays", must_fail = "launch",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
               aws ec2 wait image-available --image-ids @shop --region us-west-2
               aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-ids 210987654321
               aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2
               yard run 1m ]] },
    { title = "Deprecates, which forbids nothing", must_fail = "disable",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
               aws ec2 wait image-available --image-ids @shop --region us-west-2
               aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-ids 210987654321
               aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2 --profile partner
               yard run 1m
               aws ec2 enable-image-deprecation --image-id @shop --region us-west-2 --deprecate-at 2026-04-02T00:00:00Z ]] },
    { title = "Deregisters, and believes that this was all", must_fail = "tidy",
      run = [[ aws ec2 create-image --instance-id @web --name shop
               aws ec2 wait image-available --image-ids @shop
               aws ec2 copy-image --source-image-id @shop --source-region us-east-1 --region us-west-2 --name shop
               aws ec2 wait image-available --image-ids @shop --region us-west-2
               aws ec2 modify-image-attribute --image-id @shop --region us-west-2 --attribute launchPermission --operation-type add --user-ids 210987654321
               aws ec2 run-instances --image-id @shop --instance-type demo.small --name branch --region us-west-2 --profile partner
               yard run 1m
               aws ec2 disable-image --image-id @shop --region us-west-2
               aws ec2 deregister-image --image-id @shop --region us-west-2
               yard run 30d ]] },
  },
}
