import io.mockk.every
import io.mockk.mockk
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ClockTest {
    @Test
    fun `tells the hour`() {
        val clock = mockk<OfficeClock>()
        every { clock.hour() } returns 9
        assertEquals(9, clock.hour())
    }
}
