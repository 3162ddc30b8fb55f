//! The threads that hash, and when those who wait for them go on.
//!
//! What follows a hash is short. Where it comes alone, the hashes in between have left the processor's caches without its
//! code, and it takes twice the time (`docs/benchmarks.md`); right behind another it finds all there, and shares its
//! commit. So while many wait, some hashes are handed on together. That keeps nobody for longer than a thread takes for
//! a few hashes, and where they keep coming, lets all of them in sooner.

use std::{
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{self, Receiver, SyncSender, TrySendError},
    },
    thread,
};

use allocator_api2::vec::Vec as VecIn;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use hugealloc::HugeAlloc;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::{HASH_BYTES, HashError, RawHash};

/// How far hashing stands behind the rest, of 19.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// How many hashes are handed on together, for each thread.
const TOGETHER: usize = 4;

/// How many wait for each thread where hashes that are done wait for others.
const MANY: usize = 2;

/// The threads, and the queue before them. Dropping it ends them.
#[derive(Debug)]
pub(super) struct Pool {
    queue: SyncSender<Job>,
    /// How many passwords may wait.
    room: usize,
    counts: Arc<Counts>,
}

/// What is told of the threads' work.
#[derive(Debug, Default)]
struct Counts {
    done: AtomicU64,
    waiting: AtomicUsize,
}

#[derive(Debug)]
struct Job {
    password: Zeroizing<String>,
    salt: Vec<u8>,
    params: Params,
    answer: Answer,
}

type Answer = oneshot::Sender<Result<RawHash, HashError>>;

/// What the threads share.
#[derive(Debug)]
struct Work {
    jobs: Mutex<Receiver<Job>>,
    /// Hashes that are done, and whom to tell.
    held: Mutex<Vec<(Answer, Result<RawHash, HashError>)>>,
    threads: usize,
    counts: Arc<Counts>,
}

impl Pool {
    /// Starts `threads` threads, named `hash-0` and on; at most `queue` passwords wait for them.
    pub(super) fn start(threads: usize, queue: usize) -> io::Result<Self> {
        let (threads, room) = (threads.max(1), queue.max(1));
        let (sender, receiver) = mpsc::sync_channel(room);
        let counts = Arc::<Counts>::default();
        let work = Arc::new(Work::on(receiver, threads, Arc::clone(&counts)));
        for number in 0..threads {
            let work = Arc::clone(&work);
            let thread = thread::Builder::new().name(format!("hash-{number}"));
            thread.spawn(move || work.go_on())?;
        }
        Ok(Self { queue: sender, room, counts })
    }

    /// How many hashes were computed since the start.
    pub(super) fn done(&self) -> u64 {
        self.counts.done.load(Ordering::Relaxed)
    }

    /// How many passwords wait for a thread.
    pub(super) fn waiting(&self) -> usize {
        self.counts.waiting.load(Ordering::Relaxed)
    }

    /// How many may.
    pub(super) fn room(&self) -> usize {
        self.room
    }

    pub(super) async fn hash(
        &self,
        password: &str,
        salt: Vec<u8>,
        params: Params,
    ) -> Result<RawHash, HashError> {
        let (answer, computed) = oneshot::channel();
        let job = Job { password: Zeroizing::new(password.to_owned()), salt, params, answer };
        // Counted before a thread can take it, so that the count never falls below none.
        self.counts.waiting.fetch_add(1, Ordering::SeqCst);
        self.queue.try_send(job).map_err(|error| {
            self.counts.waiting.fetch_sub(1, Ordering::SeqCst);
            match error {
                TrySendError::Full(_) => HashError::Overloaded,
                TrySendError::Disconnected(_) => HashError::Broken,
            }
        })?;
        computed.await.unwrap_or(Err(HashError::Broken))
    }
}

impl Work {
    fn on(jobs: Receiver<Job>, threads: usize, counts: Arc<Counts>) -> Self {
        Self { jobs: Mutex::new(jobs), held: Mutex::default(), threads, counts }
    }

    /// One thread's life: it takes jobs until the pool is dropped.
    fn go_on(&self) {
        give_way();
        let mut memory = Memory::new_in(HugeAlloc);
        loop {
            let job = lock(&self.jobs).recv();
            let Ok(Job { password, salt, params, answer }) = job else { return };
            self.counts.waiting.fetch_sub(1, Ordering::SeqCst);
            // Whoever asked may have left while the password waited.
            let is_wanted = !answer.is_closed();
            let hashed = is_wanted.then(|| {
                let hash = argon2id(password.as_bytes(), &salt, params, &mut memory);
                self.counts.done.fetch_add(1, Ordering::Relaxed);
                (answer, hash.map_err(|_| HashError::Broken))
            });
            self.hand_on(hashed);
        }
    }

    /// Hands on what is done, unless it is to wait for what will be.
    ///
    /// It is asked after each job, which keeps nobody for ever: whoever is counted as waiting is a job that a thread has
    /// yet to take, or is being refused by a queue full of such.
    fn hand_on(&self, hashed: Option<(Answer, Result<RawHash, HashError>)>) {
        let mut held = lock(&self.held);
        held.extend(hashed);
        let many_wait = self.counts.waiting.load(Ordering::SeqCst) >= MANY * self.threads;
        if many_wait && held.len() < TOGETHER * self.threads {
            return;
        }
        for (answer, hash) in held.drain(..) {
            _ = answer.send(hash);
        }
    }
}

/// Steps behind the threads that answer, so that reads are served while log-ins take all that is left.
///
/// Elsewhere than on Linux it would be the whole process that steps back.
fn give_way() {
    // Where it may not, it runs as the others do.
    #[cfg(target_os = "linux")]
    let _: Result<i32, rustix::io::Errno> = rustix::process::nice(NICENESS);
}

/// What a thread hashes in, kept on huge pages where the system has them (Linux, `madvise(2)`): it is read all over, and
/// who answers in between has pushed out where its many small pages are.
type Memory = VecIn<Block, HugeAlloc>;

fn argon2id(
    password: &[u8],
    salt: &[u8],
    params: Params,
    memory: &mut Memory,
) -> Result<RawHash, argon2::Error> {
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::default());
    }
    let mut hash = [0; HASH_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        password,
        salt,
        &mut hash,
        memory.as_mut_slice(),
    )?;
    Ok(hash)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{task::JoinSet, time::timeout};

    use super::*;

    const THREADS: usize = 2;

    /// The work of two threads, and the hash of somebody who waits, done again and again.
    fn work() -> (Work, impl Fn(&Work) -> oneshot::Receiver<Result<RawHash, HashError>>) {
        let (_, jobs) = mpsc::sync_channel(1);
        let done = |work: &Work| {
            let (answer, told) = oneshot::channel();
            work.hand_on(Some((answer, Ok([7; HASH_BYTES]))));
            told
        };
        (Work::on(jobs, THREADS, Arc::default()), done)
    }

    #[test]
    fn a_hash_waits_for_others_only_while_many_wait_and_no_longer_than_for_a_few() {
        let (work, done) = work();
        work.counts.waiting.store(MANY * THREADS, Ordering::SeqCst);
        let mut held: Vec<_> = (1..TOGETHER * THREADS).map(|_| done(&work)).collect();
        assert!(held.iter_mut().all(|told| told.try_recv().is_err()));
        held.push(done(&work));
        assert!(held.iter_mut().all(|told| told.try_recv() == Ok(Ok([7; HASH_BYTES]))));

        work.counts.waiting.store(MANY * THREADS - 1, Ordering::SeqCst);
        assert_eq!(done(&work).try_recv(), Ok(Ok([7; HASH_BYTES])));
    }

    #[test]
    fn a_job_that_nobody_wants_any_more_keeps_no_hash_that_waits() {
        let (work, done) = work();
        work.counts.waiting.store(MANY * THREADS, Ordering::SeqCst);
        let mut held = done(&work);
        assert!(held.try_recv().is_err());
        work.counts.waiting.store(0, Ordering::SeqCst);
        work.hand_on(None);
        assert_eq!(held.try_recv(), Ok(Ok([7; HASH_BYTES])));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn nobody_is_kept_however_many_come_leave_and_are_refused() {
        let pool = Arc::new(Pool::start(THREADS, 8).unwrap());
        let params = Params::new(8, 1, 1, Some(HASH_BYTES)).unwrap();
        let mut all = JoinSet::new();
        for number in 0..32_u64 {
            let (pool, params) = (Arc::clone(&pool), params.clone());
            all.spawn(async move {
                for round in 0..200 {
                    let hash = pool.hash("correct horse", vec![0; 16], params.clone());
                    if (number + round) % 3 == 0 {
                        _ = timeout(Duration::from_micros(number), hash).await;
                    } else {
                        _ = hash.await;
                    }
                }
            });
        }
        timeout(Duration::from_mins(1), all.join_all()).await.expect("everybody is told");
        assert_eq!(pool.waiting(), 0);
    }
}
