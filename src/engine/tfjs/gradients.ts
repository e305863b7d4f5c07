/** Registers the gradients of tfjs's own ops. Relies on a file of tfjs-core 4.22.0 that its index imports only with everything else. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
