<?php

namespace App\Http\Controllers;

use App\Http\Requests\StoreTicketRequest;
use App\Models\Ticket;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class TicketController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(Ticket::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = Ticket::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such ticket'], 404);
        }

        return response()->json($row);
    }

    public function store(StoreTicketRequest $request): JsonResponse
    {
        $row = Ticket::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        Ticket::destroy($id);

        return response()->json(null, 204);
    }
}
