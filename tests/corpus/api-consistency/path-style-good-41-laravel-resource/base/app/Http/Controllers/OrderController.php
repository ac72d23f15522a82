<?php

namespace App\Http\Controllers;

use App\Http\Requests\StoreOrderRequest;
use App\Models\Order;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class OrderController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(Order::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = Order::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such order'], 404);
        }

        return response()->json($row);
    }

    public function store(StoreOrderRequest $request): JsonResponse
    {
        $row = Order::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        Order::destroy($id);

        return response()->json(null, 204);
    }
}
