//! The threads that make files. Each has a pool of its own, of one thread: the
//! layout engine uses the pool that it runs in for its own parts, and in a
//! shared one a thread that waits for such a part would begin another job
//! inside the first, and another inside that. So memory is bounded by threads.

use std::num::NonZero;
use std::sync::{Mutex, Once, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The engine recurses with the nesting of the content; bytes.
const STACK: usize = 16 << 20;
/// More threads than this many a core only take memory.
const MOST_PER_CORE: usize = 4;

/// Starts the threads that everything else uses: as many as were asked for,
/// as far as that makes sense and the system has them. Where it has none, the
/// one that is there does all the work. Not before there is something to do:
/// that nothing changed is known sooner than threads begin.
pub(super) fn threads(jobs: Option<usize>) {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let wanted = jobs.map_or(cores, |jobs| jobs.clamp(1, cores.saturating_mul(MOST_PER_CORE)));
        let pool = ThreadPoolBuilder::new().stack_size(STACK);
        // Where there is a pool already, that one is used.
        let _ = match to_be_had(wanted) {
            0 => pool.num_threads(1).use_current_thread().build_global(),
            some => pool.num_threads(some).build_global(),
        };
    });
}

/// How many of so many threads the system has. It is asked before the pool is
/// made, which can be tried only once.
fn to_be_had(wanted: usize) -> usize {
    let (gone, wait) = std::sync::mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    std::thread::scope(|scope| {
        // They are all there at once: each waits until the last has begun.
        let waits = || drop(wait.lock().map(|wait| wait.recv()));
        let thread = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, waits);
        let had = (0..wanted).map_while(|n| thread(n).ok()).count();
        drop(gone);
        had
    })
}

/// Threads that work side by side.
pub(super) struct Crew {
    pools: Vec<ThreadPool>,
}

impl Crew {
    /// As many as the program may use.
    pub(super) fn new() -> Self {
        let pool = |n: usize| {
            let name = move |_| (n + 1).to_string();
            ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).thread_name(name).build()
        };
        // A machine that gives fewer gets fewer.
        Crew { pools: (0..rayon::current_num_threads()).map_while(|n| pool(n).ok()).collect() }
    }

    /// Does `work` with each of `items`, in their order as threads get free.
    /// The results come in that order.
    pub(super) fn run<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        work: impl Fn(T) -> R + Sync,
    ) -> Vec<R> {
        let queue = Mutex::new(items.into_iter().enumerate());
        let results = Mutex::new(Vec::new());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let task = || {
            while let Some((at, item)) = next() {
                let result = work(item);
                results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
            }
        };
        std::thread::scope(|scope| {
            // One pool is worked in by this thread, so that there is always one.
            let Some((own, others)) = self.pools.split_first() else { return task() };
            for pool in others {
                let work = || pool.install(task);
                if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            own.install(task);
        });
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_by_key(|(at, _)| *at);
        results.into_iter().map(|(_, result)| result).collect()
    }
}

/// The number of the thread that asks, from 1; 0 of one that makes nothing.
pub(super) fn thread() -> usize {
    std::thread::current().name().and_then(|name| name.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_no_job_begins_inside_another() {
        use rayon::prelude::*;
        thread_local! {
            static BUSY: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
        }
        let double = |n: u64| {
            assert!(!BUSY.replace(true), "a job inside another");
            let sum: u64 = (0..1000_u64).into_par_iter().map(|x| x % 2 * n).sum();
            BUSY.set(false);
            sum / 250
        };
        let results = Crew::new().run((0..200).collect(), double);
        assert_eq!(results, (0..200).map(|n| 2 * n).collect::<Vec<_>>());
    }
}
