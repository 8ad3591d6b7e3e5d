-- What is in a snapshot of a running server: one moment, of one disk or of all of them, and nothing of what is in memory.

-- The snapshots of a volume that are there, oldest first.
local function snapshots(s, name)
  local volume = s.find("volume", { name = name })
  return volume and s.all("snapshot", { volume = volume.id }) or {}
end

-- Those of both disks that one call took, oldest first: { orders, stock, at }.
local function sets(s)
  local found = {}
  for _, e in ipairs(s.events { action = "CreateSnapshots", refused = false }) do
    local set = { at = e.at }
    for _, x in ipairs(snapshots(s, "orders")) do if x.created == e.at then set.orders = x end end
    for _, x in ipairs(snapshots(s, "stock")) do if x.created == e.at then set.stock = x end end
    if set.orders and set.stock then found[#found + 1] = set end
  end
  return found
end

local function has(x, wanted)
  for _, file in ipairs(x.files) do if file == wanted then return true end end
  return false
end

-- What came of writing a file and taking snapshots after it: "none", "written", "late", or "missed" where the file is not in them.
local function after_writing(s)
  local written, result = nil, "none"
  for _, e in ipairs(s.events { refused = false }) do
    if e.action == "Write" then
      written, result = e, "written"
    elseif written and (e.action == "CreateSnapshots" or e.action == "CreateSnapshot") then
      -- Every sale takes what is in memory along to the disk, every full minute.
      local in_memory = e.at - written.at < seconds(30) and math.floor(e.at / minutes(1)) == math.floor(written.at / minutes(1))
      local before = false
      result = "late"
      for _, x in ipairs(snapshots(s, "orders")) do
        before = before or x.created < written.at and has(x, "data.db")
        if x.created == e.at and (not has(x, "data.db") or before and in_memory) then return "missed" end
      end
    elseif e.action == "Flush" then
      written = nil
    end
  end
  return result
end

-- Whether memory was flushed before a set was taken.
local function flushed(s, set)
  for _, e in ipairs(s.events { action = "Flush", refused = false }) do
    if e.at <= set.at then return true end
  end
  return false
end

return lesson {
  api     = 1,
  id      = "moment-of-a-snapshot",
  version = 1,
  title   = "The moment of a snapshot: what is in it, and what is not",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "snapshot-point-in-time", "crash-consistency", "multi-volume-snapshots", "flush" },
  needs   = { "incremental-snapshots" },
  seed    = 9,
  timing  = "typical",
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },

  world = function(w)
    local shop = w.instance { name = "shop", type = "demo.small", az = "us-east-1a",
                              root = { kind = "ebs", gib = 8, volume = "standard" } }
    w.volume { name = "orders", gib = 20, volume = "standard", used = 10, attach = { shop, "/dev/sdf" } }
    w.volume { name = "stock", gib = 20, volume = "standard", used = 2, attach = { shop, "/dev/sdg" } }
    -- Every sale is one record on each disk, at the same instant.
    w.workload { on = "shop", writes = "orders", every = minutes(1) }
    w.workload { on = "shop", writes = "stock", every = minutes(1) }
    w.run(hours(3))            -- the lesson opens after 180 sales
  end,

  story = [[
    `shop` sells something every minute. Each sale is written down twice: on the disk `orders`, who bought it, and on
    the disk `stock`, that there is one less. **The two must agree**: after 180 sales both hold 180 records. You are asked for a
    backup, and the shop must not close for it.
  ]],

  steps = {
    predict {
      id = "guess-moment", points = 0,
      ask = "A snapshot of `orders` takes ten minutes to complete, and every minute one order more is written. Which ones are in it?",
      options = {
        "All that are on the disk when it is completed",
        "Those that were on the disk when it was asked for",
        "It depends on how far it has come when an order is written",
      },
      answer = 2, reveal_after = "moment",
      explain = "It freezes the instant at which it was asked for. The ten minutes are for copying that instant; later writes stay out.",
    },

    task {
      id = "moment", points = 1,
      text = "Take a snapshot of `orders`, let time pass until it is completed, and count: how many records are in it, and how many are on the disk?",
      check = function(s)
        local x, volume = snapshots(s, "orders")[1], s.find("volume", { name = "orders" })
        if not x then return fail "There is no snapshot of orders yet." end
        if x.state ~= "completed" then return waiting "The snapshot is pending: its blocks are being copied. Let time pass." end
        if s.records(x) >= s.records(volume) then return waiting "Nothing was sold since then. Let time pass." end
        return pass("The snapshot holds the first " .. s.records(x) .. " orders. There are more on the disk by now.")
      end,
      on_pass = [[ While a snapshot is **pending** the disk can be used, and even be deleted: the moment is safe already. ]],
      hints = {
        "Select orders, then Snapshot. Let time run at 1 min/s. Then select the snapshot: Files says how many records it has.",
        "aws ec2 create-snapshot --volume-id @orders --name orders-alone; aws ec2 wait snapshot-completed --snapshot-ids @orders-alone; yard ls @orders-alone; yard ls @shop",
      },
    },

    task {
      id = "apart", points = 2, after = "moment",
      text = "A backup needs both disks. Now take a snapshot of `stock`, too, and compare the two snapshots: do they agree?",
      check = function(s)
        local orders, stock = snapshots(s, "orders"), snapshots(s, "stock")
        if not stock[1] then return fail "There is no snapshot of stock yet." end
        for _, o in ipairs(orders) do
          for _, t in ipairs(stock) do
            local a, b = s.records(o), s.records(t)
            if a ~= b then
              return pass("The snapshot of orders knows " .. a .. " sales, that of stock " .. b .. ".")
            end
          end
        end
        return fail "Both are of one instant, for time stood still here. At AWS it never does: let a minute pass, and take one of stock again."
      end,
      on_pass = [[ Each snapshot is right, for its own moment. Together they show a shop that never was: goods are
        missing for which there is no order, or the other way round. Two calls are two moments, even if only a second lies between them. ]],
      hints = {
        "Select stock, then Snapshot.",
        "aws ec2 create-snapshot --volume-id @stock --name stock-alone; yard ls @orders-alone; yard ls @stock-alone",
      },
    },

    task {
      id = "set", points = 3, after = "apart",
      text = "Take snapshots of **all** disks of `shop` at one moment, while it goes on selling.",
      check = function(s)
        local set = sets(s)[1]
        if set then
          return all_of {
            equal(set.orders.created == set.stock.created, true, "Both snapshots are of one moment"),
            equal(s.records(set.orders), s.records(set.stock), "They agree: as many records of orders as of stock"),
          }
        end
        for _, o in ipairs(snapshots(s, "orders")) do
          for _, t in ipairs(snapshots(s, "stock")) do
            if o.created == t.created then
              return fail "These two agree because time stands still here between two calls. At AWS it does not. There is one call for all disks of an instance."
            end
          end
        end
        if #s.events { action = "CreateSnapshots", refused = false } > 0 then return fail "That set leaves one of the two disks out." end
        if #s.events { action = "StopInstances", refused = false } > 0 then return fail "With shop stopped it would be easy, but the shop must not close. There is one call for all disks of an instance." end
        return fail "There is no such set yet. One call takes snapshots of all disks of an instance."
      end,
      on_pass = [[ The call is **CreateSnapshots**, with an s. The disks are now as after a power cut: everything on them is of one moment.
        That is called **crash consistent**, and databases are built to recover from it. ]],
      hints = {
        "AWS takes at most one snapshot of a volume every 15 seconds: let a minute pass if it refuses.",
        "Right-click shop, then Snapshot all volumes at once.",
        "yard run 1m; aws ec2 create-snapshots --instance-specification InstanceId=@shop",
      },
    },

    predict {
      id = "guess-memory", points = 0,
      ask = "`shop` saves a new price list, `data.db`, and says: saved. One second later you take such a set. Is the list in it?",
      options = { "Yes: the file was saved", "No: it is in memory, and not yet on a disk", "Half of it" },
      answer = 2, reveal_after = "cached",
      explain = "Operating systems keep what is written in memory for a while, to be fast. A snapshot is of the disk, and knows nothing of memory.",
    },

    task {
      id = "cached", points = 2, after = "set",
      text = "Try it. **Pause** the clock, let `shop` write the file `/mnt/sdf/data.db`, 1 GiB, and take the set of snapshots at once. (`/mnt/sdf` is where `shop` sees `orders`.)",
      check = function(s)
        local result = after_writing(s)
        if result == "missed" then return pass "The set is there, and the price list is not in it." end
        if result == "none" then return fail "No file has been written yet." end
        if result == "written" then return fail "The file is written. Now take the snapshots, before time goes on." end
        return fail "By then the list was on the disk: it stays in memory for half a minute at most. Pause, let data.db be written once more, and take the snapshots at once."
      end,
      on_pass = [[ `yard ls @shop` says of each file whether it is **on disk**. Had the power failed at that moment, the list would be lost in the same way. ]],
      hints = {
        "Right-click orders: Write a file on it. Then right-click shop: Snapshot all volumes at once. If it is too soon after the last set, let a minute pass first.",
        "yard run 1m; yard write @shop /mnt/sdf/data.db 1GiB; aws ec2 create-snapshots --instance-specification InstanceId=@shop",
      },
    },

    task {
      id = "clean", points = 3, after = "cached",
      text = "Now do it properly: let `shop` **flush**, that is write everything in memory to its disks, and then take a set with the price list in it.",
      check = function(s)
        local all = sets(s)
        local last = all[#all]
        if not last then return fail "There is no set of snapshots of both disks." end
        if not has(last.orders, "data.db") then
          if #s.events { action = "Flush", refused = false } > 0 then
            return fail "You flushed after that set was taken. What comes to the disk later is in none of its snapshots, not even while they are pending: take another set."
          end
          return fail "The newest set has no data.db in it. Waiting does not help: a snapshot does not change any more."
        end
        if not flushed(s, last) then
          return fail "The list came to the disk by itself, half a minute later. Do not rely on that: flush, and then take a set."
        end
        return all_of {
          equal(has(last.orders, "data.db"), true, "The price list is in the newest set"),
          equal(s.records(last.orders), s.records(last.stock), "…and its disks agree"),
        }
      end,
      on_pass = [[ On Linux the command is `sync`; to be sure that nothing is written in between, freeze the file system (`fsfreeze`) until the call has
        returned, which takes a second or two. Databases have a command of their own for it. The surest way of all is to stop the server. ]],
      hints = {
        "First flush, then the snapshots; and 15 seconds after the last set.",
        "Right-click shop: Flush memory to the disks. Then Snapshot all volumes at once.",
        "yard flush @shop; sleep 15; aws ec2 create-snapshots --instance-specification InstanceId=@shop",
      },
    },

    quiz {
      id = "which", points = 1, shuffle = true,
      ask = "Both disks are lost. From which snapshots do you restore?",
      options = {
        { "From the two of one set", correct = true },
        { "From the newest of each disk, whatever call took it", says = "No: if they are of two moments, the disks do not agree." },
        { "From any two: a database repairs itself", says = "No: it repairs what a power cut does, and that happens to all disks at one moment." },
      },
    },

    quiz {
      id = "enough", points = 1, shuffle = true,
      ask = "What does CreateSnapshots do about data that is still in the server's memory?",
      options = {
        { "Nothing: it is in none of the snapshots", correct = true },
        { "It flushes it to the disks first", says = "No: AWS does not see into the operating system. You have to flush." },
        { "It waits until the operating system has written it", says = "No: the moment is fixed when the call returns." },
      },
    },
  },

  solution = [[
    aws ec2 create-snapshot --volume-id @orders --name orders-alone
    aws ec2 wait snapshot-completed --snapshot-ids @orders-alone
    yard ls @orders-alone
    aws ec2 create-snapshot --volume-id @stock --name stock-alone
    yard ls @stock-alone
    yard run 1m
    aws ec2 create-snapshots --instance-specification InstanceId=@shop
    yard run 1m
    yard write @shop /mnt/sdf/data.db 1GiB
    aws ec2 create-snapshots --instance-specification InstanceId=@shop
    yard ls @shop
    yard flush @shop
    sleep 15
    aws ec2 create-snapshots --instance-specification InstanceId=@shop
    yard answer which 1
    yard answer enough 1
  ]],

  wrong = {
    { title = "Takes the two one after the other, and believes that they agree", must_fail = "set",
      run = [[ aws ec2 create-snapshot --volume-id @orders --name orders-alone
               aws ec2 wait snapshot-completed --snapshot-ids @orders-alone
               aws ec2 create-snapshot --volume-id @stock --name stock-alone
               yard run 10m
               aws ec2 create-snapshot --volume-id @orders --name orders-again
               aws ec2 create-snapshot --volume-id @stock --name stock-again ]] },
    { title = "Leaves one disk out", must_fail = "set",
      run = [[ aws ec2 create-snapshot --volume-id @orders --name orders-alone
               aws ec2 wait snapshot-completed --snapshot-ids @orders-alone
               aws ec2 create-snapshot --volume-id @stock --name stock-alone
               yard run 1m
               aws ec2 create-snapshots --instance-specification InstanceId=@shop,ExcludeDataVolumeIds=[@stock] ]] },
    { title = "Believes that a snapshot holds what is there when it is completed", must_fail = "clean",
      run = [[ aws ec2 create-snapshot --volume-id @orders --name orders-alone
               aws ec2 wait snapshot-completed --snapshot-ids @orders-alone
               aws ec2 create-snapshot --volume-id @stock --name stock-alone
               yard run 1m
               yard write @shop /mnt/sdf/data.db 1GiB
               aws ec2 create-snapshots --instance-specification InstanceId=@shop
               yard run 30m ]] },
    { title = "Flushes too late", must_fail = "clean",
      run = [[ aws ec2 create-snapshot --volume-id @orders --name orders-alone
               aws ec2 wait snapshot-completed --snapshot-ids @orders-alone
               aws ec2 create-snapshot --volume-id @stock --name stock-alone
               yard run 1m
               yard write @shop /mnt/sdf/data.db 1GiB
               aws ec2 create-snapshots --instance-specification InstanceId=@shop
               yard flush @shop
               yard run 30m ]] },
    { title = "Believes that CreateSnapshots flushes", must_fail = "enough", run = [[ yard answer enough 2 ]] },
  },
}
