import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.mockk.mockk
import io.mockk.verify

class AmountSpec : FunSpec({
    test("adds") {
        (Amount(1) + Amount(2)) shouldBe Amount(3)
    }

    test("refuses negatives") {
        shouldThrow<IllegalArgumentException> { Amount(-1) }
    }

    test("tells the log") {
        val log = mockk<Log>(relaxed = true)
        Amount(3).tell(log)
        verify(exactly = 1) { log.info("amount") }
    }
})
