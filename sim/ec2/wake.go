package ec2

// Wake lets a resource go on: whoever is awake decides again from the state it now has.
func (tx *Tx) Wake(w Wake) {
	switch w.Kind {
	case WakeInstance:
		tx.wakeInstance(w.Index)
	case WakeForget:
		tx.Emit(InstanceMoved{Index: w.Index, On: "InstanceForgotten", At: tx.Now})
	case WakeVolume:
		tx.wakeVolume(w.Index)
	case WakeAttachment:
		tx.wakeAttachment(w.Index)
	case WakeSnapshot:
		tx.wakeSnapshot(w.Index)
	case WakeImage:
		tx.wakeImage(w.Index)
	case WakeChecks:
		tx.Emit(ChecksPassed{w.Index})
	case WakeRetirement:
		tx.retire(w.Index)
	case WakeRecovery:
		tx.recoverHost(w.Index)
	case WakeModification:
		tx.wakeModification(w.Index)
	case WakeFastRestore:
		tx.wakeFastRestore(w.Index)
	case WakeReplaceRoot:
		tx.wakeReplacement(w.Index)
	}
}

// Resource returns the kind of resource that a wake-up of this package is for.
func (k WakeKind) Resource() Kind {
	return [...]Kind{
		WakeInstance: KindInstance, WakeForget: KindInstance, WakeVolume: KindVolume,
		WakeAttachment: KindVolume, WakeSnapshot: KindSnapshot, WakeImage: KindImage,
		WakeChecks: KindInstance, WakeRetirement: KindInstance, WakeRecovery: KindInstance,
		WakeModification: KindVolume, WakeFastRestore: KindSnapshot, WakeReplaceRoot: KindInstance,
	}[k]
}

// Woken returns the resource that a wake-up of this package is for.
func (s *State) Woken(w Wake) Ref {
	if w.Kind == WakeFastRestore {
		return Ref{KindSnapshot, s.fastRestores.At(w.Index).Snapshot}
	}
	return Ref{w.Kind.Resource(), w.Index}
}

// IsLive reports whether a wake-up still means something: its resource has not moved on since.
func (s *State) IsLive(w Wake) bool {
	if w.Kind == WakeFastRestore {
		return s.fastRestores.At(w.Index).Gen&0xffffff == w.Gen&0xffffff
	}
	if w.Kind == WakeReplaceRoot {
		index, ok := s.replacement(w.Index)
		return ok && s.replaceTasks.At(index).Gen&0xffffff == w.Gen&0xffffff
	}
	if w.Kind == WakeModification {
		m := s.volumes.At(w.Index).Modification
		return m != nil && m.Gen&0xffffff == w.Gen&0xffffff
	}
	return s.header(Ref{w.Kind.Resource(), w.Index}).Gen&0xffffff == w.Gen&0xffffff
}

// wakeInstance takes an instance to its next state.
func (tx *Tx) wakeInstance(index uint32) {
	switch i := tx.instances.At(index); i.State {
	case InstancePending:
		if i.Doomed != "" {
			tx.failLaunch(index)
			return
		}
		tx.Emit(InstanceMoved{Index: index, On: "InstanceRunning", At: tx.Now})
		tx.awaitChecks(index)
		for _, d := range i.Devices {
			if a, _ := tx.volumes.At(d.Volume).Attachment(index); a.State == Attaching {
				tx.Emit(AttachmentMoved{Volume: d.Volume, Instance: index, On: "VolumeAttached"})
			}
		}
	case InstanceStopping:
		tx.Emit(InstanceMoved{Index: index, On: "InstanceStopped", At: tx.Now})
	case InstanceShuttingDown:
		tx.terminated(index)
	case InstanceRunning, InstanceStopped, InstanceTerminated, NoInstance:
	}
}
