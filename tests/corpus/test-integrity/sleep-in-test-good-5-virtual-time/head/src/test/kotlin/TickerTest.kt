import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class TickerTest {
    @Test
    fun ticks() = runTest {
        val ticker = Ticker(this)
        delay(1_000)
        assertEquals(10, ticker.count)
        ticker.stop()
    }
}
