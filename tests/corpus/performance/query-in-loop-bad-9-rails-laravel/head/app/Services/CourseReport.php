<?php

namespace App\Services;

use App\Models\Course;
use App\Models\Teacher;

class CourseReport
{
    public function rows(int $termId): array
    {
        $rows = [];
        foreach (Course::where('term_id', $termId)->limit(200)->get() as $course) {
            $teacher = Teacher::find($course->teacher_id);
            $rows[] = ['course' => $course->title, 'teacher' => $teacher->name];
        }

        return $rows;
    }
}
