//! Reads of one kind that go to the database together.
//!
//! What a read by its key costs is for the most part the question: to put it, and its way to another machine and back.
//! Whoever asks while a read is under way waits for the next, which takes along all who asked by then. So an answer is
//! never older than its question, as if each had been asked alone, and the more ask at once, the less each of them
//! costs.

use std::{
    collections::HashMap,
    hash::Hash,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::StoreResult;

/// The most that one read asks for; more go in further ones.
pub(super) const AT_ONCE: usize = 64;

/// Whoever waits, and whether a read is under way that takes them along next.
#[derive(Debug)]
pub(super) struct Gathered<K, V>(Mutex<Waiting<K, V>>);

#[derive(Debug)]
struct Waiting<K, V> {
    asked: Vec<(K, oneshot::Sender<Option<V>>)>,
    is_read: bool,
}

impl<K, V> Default for Gathered<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Waiting { asked: Vec::new(), is_read: false }))
    }
}

impl<K, V> Gathered<K, V>
where
    K: Copy + Eq + Hash + Send + 'static,
    V: Clone + Send + 'static,
{
    /// What `read_all` finds under `key`, in a read that begins after this question.
    ///
    /// `Err` where that read failed for all that it asked for: whoever asks alone is told why.
    pub async fn ask<R>(
        self: &Arc<Self>,
        key: K,
        read_all: impl Fn(Vec<K>) -> R + Send + 'static,
    ) -> Result<Option<V>, ReadTogetherFailed>
    where
        R: Future<Output = StoreResult<HashMap<K, V>>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        if self.join(key, answer) {
            // A task of its own: the one who asked first may be gone before the others are answered.
            tokio::spawn(Arc::clone(self).read_on(read_all));
        }
        answered.await.map_err(|_| ReadTogetherFailed)
    }

    /// Adds one who asks; `true` where no read is under way that would take them along.
    fn join(&self, key: K, answer: oneshot::Sender<Option<V>>) -> bool {
        let mut waiting = self.lock();
        waiting.asked.push((key, answer));
        !mem::replace(&mut waiting.is_read, true)
    }

    /// Reads until nobody waits. Those whose read failed find their answer dropped.
    async fn read_on<R>(self: Arc<Self>, read_all: impl Fn(Vec<K>) -> R)
    where
        R: Future<Output = StoreResult<HashMap<K, V>>>,
    {
        let mut reading = Reading { gathered: &self, is_over: false };
        while let Some(asked) = reading.next() {
            let mut keys: Vec<_> = asked.iter().map(|(key, _)| *key).collect();
            // As many as one of a few lengths, so that an engine has to prepare few statements.
            keys.resize(keys.len().next_power_of_two(), keys[0]);
            let Ok(found) = read_all(keys).await else { continue };
            for (key, answer) in asked {
                _ = answer.send(found.get(&key).cloned());
            }
        }
    }
}

impl<K, V> Gathered<K, V> {
    fn lock(&self) -> MutexGuard<'_, Waiting<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That read failed, for all that it asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadTogetherFailed;

/// A run of reads. Where it is cut off, whoever waits is told, and the next one who asks begins another.
struct Reading<'a, K, V> {
    gathered: &'a Gathered<K, V>,
    is_over: bool,
}

impl<K, V> Reading<'_, K, V> {
    /// Those who go together next; `None` where nobody waits, and the run is over.
    fn next(&mut self) -> Option<Vec<(K, oneshot::Sender<Option<V>>)>> {
        let mut waiting = self.gathered.lock();
        if waiting.asked.is_empty() {
            waiting.is_read = false;
            self.is_over = true;
            return None;
        }
        let rest = waiting.asked.len().min(AT_ONCE);
        let rest = waiting.asked.split_off(rest);
        Some(mem::replace(&mut waiting.asked, rest))
    }
}

impl<K, V> Drop for Reading<'_, K, V> {
    fn drop(&mut self) {
        if !self.is_over {
            *self.gathered.lock() = Waiting { asked: Vec::new(), is_read: false };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;

    use super::*;
    use crate::store::StoreError;

    /// A table of one row whose value grows, and a door before it.
    #[derive(Default)]
    struct Table {
        value: AtomicUsize,
        reads: Mutex<Vec<usize>>,
    }

    impl Table {
        async fn read(
            self: Arc<Self>,
            door: Arc<Semaphore>,
            keys: Vec<u8>,
        ) -> StoreResult<HashMap<u8, usize>> {
            // What is in the table when the read begins, however long the answer takes.
            let value = self.value.load(Ordering::SeqCst);
            self.reads.lock().unwrap().push(keys.len());
            door.acquire().await.unwrap().forget();
            Ok(keys.into_iter().map(|key| (key, value)).collect())
        }
    }

    #[tokio::test]
    async fn s15_whoever_asks_while_a_read_is_under_way_waits_for_one_that_begins_after() {
        let (gathered, table, door) =
            (Arc::<Gathered<u8, usize>>::default(), Arc::<Table>::default(), Arc::new(Semaphore::new(0)));
        let ask = |key| {
            let (gathered, table, door) = (Arc::clone(&gathered), Arc::clone(&table), Arc::clone(&door));
            tokio::spawn(async move {
                let read = move |keys| Arc::clone(&table).read(Arc::clone(&door), keys);
                gathered.ask(key, read).await
            })
        };
        let first = ask(1);
        tokio::task::yield_now().await;
        while table.reads.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }

        table.value.store(1, Ordering::SeqCst);
        let later: Vec<_> = [1, 2, 3].map(ask).into();
        while gathered.lock().asked.len() < 3 {
            tokio::task::yield_now().await;
        }
        door.add_permits(2);

        assert_eq!(first.await.unwrap(), Ok(Some(0)));
        for later in later {
            assert_eq!(later.await.unwrap(), Ok(Some(1)));
        }
        assert_eq!(*table.reads.lock().unwrap(), [1, 4], "three go in one read of four keys");
        assert!(!gathered.lock().is_read);
    }

    #[tokio::test]
    async fn more_than_one_read_holds_go_in_several() {
        let gathered = Arc::<Gathered<usize, usize>>::default();
        let reads = Arc::<Mutex<Vec<usize>>>::default();
        let asked = (0..AT_ONCE + 2).map(|key| {
            let (gathered, reads) = (Arc::clone(&gathered), Arc::clone(&reads));
            async move {
                let read = move |keys: Vec<usize>| {
                    reads.lock().unwrap().push(keys.len());
                    async move { Ok(keys.into_iter().map(|key| (key, key * 2)).collect()) }
                };
                assert_eq!(gathered.ask(key, read).await, Ok(Some(key * 2)));
            }
        });
        futures_util::future::join_all(asked).await;
        assert_eq!(reads.lock().unwrap().iter().max(), Some(&AT_ONCE));
    }

    #[tokio::test]
    async fn a_read_that_fails_or_is_cut_off_fails_those_it_was_for_and_no_later_one() {
        let gathered = Arc::<Gathered<u8, u8>>::default();
        assert_eq!(gathered.ask(1, |_| async { Err(StoreError::Busy) }).await, Err(ReadTogetherFailed));
        let broken = gathered.ask(1, |keys: Vec<u8>| async move {
            assert!(keys.is_empty(), "a bug");
            Ok(HashMap::new())
        });
        assert_eq!(broken.await, Err(ReadTogetherFailed));
        assert_eq!(gathered.ask(1, |_| async { Ok(HashMap::from([(1, 7)])) }).await, Ok(Some(7)));
        assert_eq!(gathered.ask(2, |_| async { Ok(HashMap::from([(1, 7)])) }).await, Ok(None));
    }
}
