use std::time::Duration;

use jobs::Ticker;

#[tokio::test(start_paused = true)]
async fn ticks() {
    let ticker = Ticker::start();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(ticker.count(), 10);
}
