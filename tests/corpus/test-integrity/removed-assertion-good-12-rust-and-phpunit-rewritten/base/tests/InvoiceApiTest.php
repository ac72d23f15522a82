<?php

namespace Tests\Feature;

use Tests\TestCase;

class InvoiceApiTest extends TestCase
{
    public function test_shows_an_invoice(): void
    {
        $invoice = Invoice::factory()->create(['total' => 12]);
        $response = $this->getJson("/api/invoices/{$invoice->id}");
        $response->assertStatus(200);
        $this->assertEquals(12, $response->json('total'));
        $this->assertEquals('open', $response->json('status'));
    }
}
