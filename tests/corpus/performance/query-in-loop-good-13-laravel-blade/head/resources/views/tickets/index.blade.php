@extends('layouts.app')

@section('content')
    @foreach ($tickets as $ticket)
        <h2>{{ $ticket->subject }} ({{ $ticket->customer->name }})</h2>
        @foreach ($ticket->replies as $reply)
            <p>{{ $reply->author->name }}: {{ $reply->text }}</p>
        @endforeach
    @endforeach
@endsection
