<?php

namespace Acme\Tests\Mail;

use Acme\Mail\Digest;
use PHPUnit\Framework\TestCase;

final class DigestTest extends TestCase
{
    public function testListsLines(): void
    {
        self::assertSame("- a\n- b", (new Digest())->build(['a', 'b']));
    }

    public function testEmptyDigest(): void
    {
        $text = (new Digest())->build([]);
        $this->assertTrue(true);
    }

    /** @test */
    public function it_keeps_umlauts(): void
    {
        $digest = new Digest();
        $digest->build(['Ärger']);
    }
}
