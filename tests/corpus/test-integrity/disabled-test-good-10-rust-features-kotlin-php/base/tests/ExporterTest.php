<?php

namespace Acme\Tests;

use Acme\Exporter;
use PHPUnit\Framework\TestCase;

final class ExporterTest extends TestCase
{
    public function testHeader(): void
    {
        $this->assertSame('id;name', (new Exporter())->header());
    }
}
