use std::{thread, time::Duration};

use jobs::Worker;

#[test]
fn works() {
    let worker = Worker::start();
    thread::sleep(Duration::from_millis(200));
    assert_eq!(worker.done(), 1);
}
