<?php

namespace App\Http\Controllers;

use App\Http\Requests\StoreInvoiceRequest;
use App\Models\Invoice;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class InvoiceController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(Invoice::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = Invoice::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such invoice'], 404);
        }

        return response()->json($row);
    }

    public function store(StoreInvoiceRequest $request): JsonResponse
    {
        $row = Invoice::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        Invoice::destroy($id);

        return response()->json(null, 204);
    }
}
