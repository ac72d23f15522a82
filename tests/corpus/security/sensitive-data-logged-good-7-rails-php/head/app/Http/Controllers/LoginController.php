<?php

namespace App\Http\Controllers;

use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\Log;

class LoginController extends Controller
{
    public function store(Request $request): JsonResponse
    {
        $credentials = $request->validate(['email' => 'required|email', 'password' => 'required|string']);
        Log::info('Login attempt', $request->except(['password', 'password_confirmation']));
        if (! Auth::attempt($credentials)) {
            Log::warning('Wrong password', ['email' => $credentials['email'], 'length' => strlen($credentials['password'])]);
            return response()->json(['error' => 'bad credentials'], 401);
        }
        $request->session()->regenerate();
        return response()->json(['ok' => true]);
    }

    public function destroy(): JsonResponse
    {
        Auth::logout();
        return response()->json(['ok' => true]);
    }
}
