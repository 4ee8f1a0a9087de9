// Syncs that are stalled, killed or paused wait far more than they compute: more of them run at once than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
