use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The tasks of one life of the worker. They are polled in turn: there are few, and each waits for plain data.
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
        // What was spawned meanwhile comes after what was there.
        self.tasks.borrow_mut().splice(0..0, tasks);
    }

    pub fn has_spawned(&self) -> bool {
        !self.spawned.borrow().is_empty()
    }

    /// Ends all tasks where they are.
    pub fn clear(&self) {
        // Dropped outside of the borrow: what a task holds may look in here.
        let (tasks, spawned) = (self.tasks.take(), self.spawned.take());
        drop((tasks, spawned));
    }
}
