<?php

use PHPUnit\Framework\TestCase;

final class AmountTest extends TestCase
{
    public function testNegativeAmountsAreRefused(): void
    {
        $this->expectException(InvalidArgumentException::class);
        new Amount(-1);
    }

    /** @doesNotPerformAssertions */
    public function testZeroIsFine(): void
    {
        new Amount(0);
    }

    public function testTellsTheLog(): void
    {
        $log = $this->createMock(Log::class);
        $log->expects($this->once())->method('info')->with('amount');
        (new Amount(3))->tell($log);
    }
}
