use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The tasks of one life of the worker. All are polled each time instead of being woken, because there are only a few.
#[derive(Default)]
pub struct Executor {
    tasks: RefCell<Vec<Task>>,
    spawned: RefCell<Vec<Task>>,
}

impl Executor {
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.spawned.borrow_mut().push(Box::pin(task));
    }

    /// Polls every task once.
    pub fn poll_all(&self) {
        let mut tasks = self.tasks.take();
        tasks.append(&mut self.spawned.borrow_mut());
        let mut context = Context::from_waker(Waker::noop());
        tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        // Tasks that were spawned meanwhile are polled next time, after these.
        self.tasks.borrow_mut().splice(0..0, tasks);
    }

    pub fn has_spawned(&self) -> bool {
        !self.spawned.borrow().is_empty()
    }

    /// Drops all tasks.
    pub fn clear(&self) {
        // Dropped outside of the borrow, because dropping a task may access this executor.
        let (tasks, spawned) = (self.tasks.take(), self.spawned.take());
        drop((tasks, spawned));
    }
}
