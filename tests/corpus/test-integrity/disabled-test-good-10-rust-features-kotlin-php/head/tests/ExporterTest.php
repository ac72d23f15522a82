<?php

namespace Acme\Tests;

use Acme\Exporter;
use PHPUnit\Framework\TestCase;

final class ExporterTest extends TestCase
{
    public function testWritesExcel(): void
    {
        if (!extension_loaded('zip')) {
            $this->markTestSkipped('The zip extension is not installed.');
        }
        $this->assertStringStartsWith('PK', (new Exporter())->excel([['id' => 1]]));
    }

    /** @requires PHP 8.2 */
    public function testHeaderOfReadonlyRecords(): void
    {
        $this->assertSame('id', (new Exporter())->headerOf(new Record(1)));
    }

    public function testHeader(): void
    {
        $this->assertSame('id;name', (new Exporter())->header());
    }
}
