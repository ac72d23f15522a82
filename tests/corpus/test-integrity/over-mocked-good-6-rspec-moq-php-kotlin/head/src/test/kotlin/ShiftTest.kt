import io.mockk.every
import io.mockk.mockk
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ShiftTest {
    private val clock = mockk<OfficeClock>()

    @Test
    fun `the early shift starts at six`() {
        every { clock.hour() } returns 6
        assertEquals("early", Shift(clock).name())
    }
}
