<?php

namespace App\Http\Controllers;

class InvoiceController extends Controller
{
    public function show(Invoice $invoice)
    {
        return ['total' => $invoice->total, 'status' => $invoice->status];
    }
}
