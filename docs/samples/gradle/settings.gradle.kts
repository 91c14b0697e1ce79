rootProject.name = "signs"
