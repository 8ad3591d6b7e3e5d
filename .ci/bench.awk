# Prints the benchmarks of two runs side by side: what each costs natively and in WebAssembly, how much memory it leaves
# behind each time where it says so (natively), and how many times as long its rivals take: naive variants, floors and
# plain libraries that are measured in the same run.
#
#     awk -f .ci/bench.awk NATIVE WASM .ci/goals.txt
#
# Below stand the goals of goals.txt with what was measured.
#
# A rival is a neighbour (Fork/fork, Fork/naive deep copy) whose last word is one of those below, or begins with
# "naive", "floor" or "plain"; or the same name under Plain instead of Sandbox. Where a benchmark measures only a part of its
# loop it reports "ns-PART", and PART is in its name.

BEGIN { named = " binary_heap container-heap flat " }

FNR == 1 { run++ }
run == 3 { if (!/^#/) goals[++goalCount] = $0; next }
/^pkg: / { pkg = $2; sub(/^blockyard\//, "", pkg) }

/^Benchmark/ && / ns\/op/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	key = pkg " " name
	if (!(key in seen)) { seen[key] = 1; keys[++count] = key }
	for (i = 3; i < NF; i += 2) {
		part = $(i + 1)
		if (!((run, key, part) in metric)) metric[run, key, part] = $i
		if (part == "ns/op" && !((run, key) in cost)) cost[run, key] = $i
		if (part == "B/op" && !(key in garbage)) garbage[key] = $i
		if (sub(/^ns-/, "", part) && index("/" tolower(name) "/", "/" part "/")) cost[run, key] = $i
	}
}

END {
	printf "\n%-64s %12s %12s %6s %9s  %s\n", "benchmark", "native", "WebAssembly", "ratio", "garbage", "rivals take, natively"
	for (i = 1; i <= count; i++) {
		key = keys[i]
		native = cost[1, key]; wasm = cost[2, key]
		printf "%-64s %12s %12s %6s %9s  %s\n", key, shown(native), shown(wasm), (wasm && native ? sprintf("%.2f", wasm / native) : ""), size(garbage[key]), rivals(key, native)
	}
	for (i = 1; i <= goalCount; i++) goal(goals[i])
}

# goal prints one line of goals.txt with what was measured.
function goal(line,    column, bound, left, right, value) {
	if (split(line, column, / *\| */) < 4) { printf "\n%s\n", line; return }
	left = measured(column[2]); right = column[3] == "" ? 1 : measured(column[3])
	if (left == "" || right == "" || right == 0) { printf "  %-52s %12s\n", column[1], "not measured"; return }
	value = left / right
	printf "  %-52s %12s  %-12s", column[1], figure(value, column[2], column[3]), goalShown(column[4], column[2], column[3])
	if (split(column[4], bound, " ") == 2) printf " %s", (bound[1] == ">=" ? value >= bound[2] : value <= bound[2]) ? "met" : "missed"
	printf "\n"
}

# measured returns what a value of goals.txt came to, or "".
function measured(value,    words, name, part) {
	split(value, words, " ")
	part = "ns/op"; name = words[3]
	if (split(name, named_metric, "@") == 2) { name = named_metric[1]; part = named_metric[2] }
	return metric[words[1] == "N" ? 1 : 2, words[2] " " name, part]
}

function figure(value, of, by) {
	if (by != "") return sprintf(value < 1000 ? "%.3g x" : "%d x", value)
	if (of ~ /@ns-/ || of !~ /@/) return shown(value)
	return sprintf(value < 1000 ? "%.3g" : "%d", value)
}

function goalShown(bound, of, by,    words) {
	if (split(bound, words, " ") < 2) return ""
	return words[1] " " figure(words[2], of, by)
}

function shown(ns) {
	if (ns == "") return ""
	if (ns >= 1e6) return sprintf("%.2f ms", ns / 1e6)
	if (ns >= 1e3) return sprintf("%.2f us", ns / 1e3)
	return sprintf("%.2f ns", ns)
}

function size(bytes) {
	if (bytes == "") return ""
	if (bytes >= 1e6) return sprintf("%.1f MB", bytes / 1e6)
	if (bytes >= 1e3) return sprintf("%.1f kB", bytes / 1e3)
	return bytes " B"
}

# rivals says how many times as long as one benchmark its rivals take.
function rivals(key, native,    i, text, plain) {
	if (is_rival(key) || !native) return ""
	plain = key
	if (sub(/ Sandbox\//, " Plain/", plain) && (1, plain) in cost) text = compared(plain, native)
	for (i = 1; i <= count; i++)
		if (parent(keys[i]) == parent(key) && is_rival(keys[i]) && (1, keys[i]) in cost) text = text (text ? ", " : "") compared(keys[i], native)
	return text
}

function compared(rival, native,    name) {
	name = leaf(rival)
	if (rival ~ / Plain\//) name = "plain"
	gsub(/_/, " ", name)
	return sprintf(cost[1, rival] < 100 * native ? "%.3g x %s" : "%d x %s", cost[1, rival] / native, name)
}

function is_rival(key) { return index(named, " " leaf(key) " ") || leaf(key) ~ /^(naive|floor|plain)/ || key ~ / Plain\// }

function leaf(key) { sub(/.*[\/ ]/, "", key); return key }

function parent(key) { return key ~ /\// ? substr(key, 1, length(key) - length(leaf(key))) : key }
