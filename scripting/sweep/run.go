package sweep

import "sync"

// Each computes points with some workers at once, and gives their results in the order of the points to emit, which runs
// on one goroutine at a time. Numbers must rise. It ends early where stop, which may be nil, says so, and where emit
// fails; results that were not given out are lost then.
func Each(source Source, spec *Spec, numbers []int, jobs int, stop func() bool, emit func(Result) error) error {
	workers := make([]Compute, 0, jobs)
	for range max(1, min(jobs, len(numbers))) {
		w, err := source.Worker()
		if err != nil {
			return err
		}
		workers = append(workers, w)
	}
	o := &ordering{numbers: numbers, done: map[int]Result{}, emit: emit, stop: stop}
	var all sync.WaitGroup
	for _, compute := range workers {
		all.Go(func() {
			for place, ok := o.take(); ok; place, ok = o.take() {
				o.put(place, compute(spec.Point(numbers[place])))
			}
		})
	}
	all.Wait()
	return o.err
}

// An ordering hands out places of points to workers, and their results in order.
type ordering struct {
	mutex   sync.Mutex
	numbers []int
	next    int            // the place that is handed out next
	given   int            // results that were given out
	done    map[int]Result // that wait for one before them, by place
	emit    func(Result) error
	stop    func() bool
	err     error
}

// take returns the place of a point to compute; ok is false where there is no more to do.
func (o *ordering) take() (place int, ok bool) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.err != nil || o.next >= len(o.numbers) || o.stop != nil && o.stop() {
		return 0, false
	}
	o.next++
	return o.next - 1, true
}

// put notes a result, and gives out those that are next.
func (o *ordering) put(place int, r Result) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.done[place] = r
	for o.err == nil {
		r, ok := o.done[o.given]
		if !ok {
			return
		}
		delete(o.done, o.given)
		o.given++
		o.err = o.emit(r)
	}
}
