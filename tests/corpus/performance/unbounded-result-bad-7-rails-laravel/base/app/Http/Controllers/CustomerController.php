<?php

namespace App\Http\Controllers;

use App\Models\Customer;
use Illuminate\Http\JsonResponse;

class CustomerController extends Controller
{
    public function show(int $id): JsonResponse
    {
        return response()->json(Customer::findOrFail($id));
    }
}
