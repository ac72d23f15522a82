<?php

namespace Tests\Feature;

use Illuminate\Support\Facades\Mail;
use Tests\TestCase;

class OrderTest extends TestCase
{
    public function test_sends_a_mail(): void
    {
        Mail::fake();
        $this->post('/orders', ['sku' => 'mug']);
        Mail::assertSent(OrderPlaced::class);
    }

    public function test_is_stored(): void
    {
        $this->post('/orders', ['sku' => 'mug']);
        $this->assertDatabaseHas('orders', ['sku' => 'mug']);
    }

    public function test_is_shown(): void
    {
        $this->get('/orders')->assertOk()->assertSee('mug');
    }
}
