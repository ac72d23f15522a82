<?php

namespace App\Http\Controllers;

use App\Http\Requests\StoreWarehouseRequest;
use App\Models\Warehouse;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class WarehouseController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(Warehouse::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = Warehouse::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such warehouse'], 404);
        }

        return response()->json($row);
    }

    public function store(StoreWarehouseRequest $request): JsonResponse
    {
        $row = Warehouse::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        Warehouse::destroy($id);

        return response()->json(null, 204);
    }
}
