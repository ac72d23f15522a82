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

    public function index(Request $request): JsonResponse
    {
        $orders = Order::where('user_id', $request->user()->id)->latest()->paginate(25);

        return response()->json($orders);
    }

    public function several(Request $request): JsonResponse
    {
        $ids = $request->validate(['ids' => 'required|array|max:50'])['ids'];

        return response()->json(Order::whereIn('id', $ids)->get());
    }
}
