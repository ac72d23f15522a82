<?php

namespace App\Http\Controllers;

use App\Http\Requests\StorePriceListRequest;
use App\Models\PriceList;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class PriceListController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(PriceList::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = PriceList::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such price_list'], 404);
        }

        return response()->json($row);
    }

    public function store(StorePriceListRequest $request): JsonResponse
    {
        $row = PriceList::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        PriceList::destroy($id);

        return response()->json(null, 204);
    }
}
