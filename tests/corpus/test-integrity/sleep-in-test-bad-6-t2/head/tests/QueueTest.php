<?php

use PHPUnit\Framework\TestCase;

final class QueueTest extends TestCase
{
    public function testRuns(): void
    {
        $queue = new Queue();
        $queue->push('a');
        usleep(200000);
        $this->assertSame(1, $queue->done());
    }
}
