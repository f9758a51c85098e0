"""PipelineTasks that process the survey."""
