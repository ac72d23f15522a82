<?php

namespace App\Services;

use App\Models\Course;

class CourseReport
{
    public function rows(int $termId): array
    {
        $rows = [];
        foreach (Course::with('teacher')->where('term_id', $termId)->limit(200)->get() as $course) {
            $rows[] = ['course' => $course->title, 'teacher' => $course->teacher->name];
        }

        return $rows;
    }

    public function archive(array $ids): void
    {
        foreach (array_chunk($ids, 500) as $chunk) {
            Course::whereIn('id', $chunk)->update(['archived' => true]);
        }
    }
}
