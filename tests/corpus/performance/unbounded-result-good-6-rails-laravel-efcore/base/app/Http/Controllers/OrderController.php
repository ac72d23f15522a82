<?php

namespace App\Http\Controllers;

use App\Models\Order;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class OrderController extends Controller
{
    public function show(int $id): JsonResponse
    {
        return response()->json(Order::findOrFail($id));
    }
}
