<?php

namespace Tests\Feature;

use Tests\TestCase;

class InvoiceApiTest extends TestCase
{
    public function test_shows_an_invoice(): void
    {
        $invoice = Invoice::factory()->create(['total' => 12]);
        $response = $this->getJson("/api/invoices/{$invoice->id}");
        $response->assertOk()->assertExactJson(['total' => 12, 'status' => 'open', 'currency' => 'EUR']);
    }
}
