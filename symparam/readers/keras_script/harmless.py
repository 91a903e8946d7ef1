"""What is known not to change a model that it is given, each with the reason; anything else is an assumption."""

from __future__ import annotations

from ..data_packages import DATA
from .paths import canonical

FOLLOWED = "it is followed"
# methods and attributes of a model or a layer
METHODS: dict[str, str] = {
    name: reason
    for reason, names in {
        "training changes the values of weights, not their number": (
            "fit fit_generator train_on_batch train_step make_train_function compile compile_from_config compiled_loss "
            "compiled_metrics compute_loss compute_metrics add_loss add_metric get_losses_for get_updates_for "
            "add_update stop_training optimizer losses metrics metrics_names history reset_states reset_state "
            "reset_metrics rescale_loss adapt update_state get_metrics_result stateless_compute_loss loss zero_grad"
        ),
        "it only evaluates the model": (
            "predict predict_on_batch predict_generator predict_classes predict_proba predict_step "
            "make_predict_function evaluate evaluate_generator test_on_batch test_step make_test_function score "
            "stateless_call symbolic_call compute_mask compute_output_shape compute_output_spec compute_dtype "
            "get_initial_state generate sample"
        ),
        "it only reads the model": (
            "summary print_summary to_json to_yaml count_params get_weights get_config from_config get_build_config "
            "get_compile_config name output_shape input_shape layers get_layer trainable_weights weights "
            "trainable_variables non_trainable_variables non_trainable_weights variables numpy shape vocabulary_size "
            "get_vocabulary get_metrics get_input_mask_at get_output_mask_at get_quantization_config dtype_policy "
            "save_spec get_input_spec input_spec state_updates path variable_dtype __repr__ __str__ __class__ __name__"
        ),
        "it writes a file": "save save_weights save_own_variables save_assets export save_to_preset",
        "it puts values into weights that there are": (
            "load_weights set_weights load_own_variables load_assets build_from_config assign set_vocabulary set_value"
        ),
        FOLLOWED: "build add pop call __call__ __init__ get_output_at get_input_at",
    }.items()
    for name in names.split()
}

# fields of a layer on which no shape and no weight depends
FIELDS = frozenset(["activation", "recurrent_activation", "rate", "seed", "epsilon", "momentum", "stddev", "alpha"])

# the packages and modules whose functions leave alone what they are given
LIBRARIES: dict[str, str] = {
    **dict.fromkeys(DATA, "its results are data"),
    **{
        name: reason
        for reason, names in {
            "Keras changes no model in place but by its methods": "keras tf",
            "it computes with arrays and numbers": "np math numpy jnp numba cupy decimal fractions statistics",
            "it is Python's own": (
                "collections itertools functools operator argparse copy typing numbers absl click pprint atexit "
                "signal textwrap tempfile dill cloudpickle builtins weakref"
            ),
            "it draws or describes": (
                "visualkeras ann_visualizer netron keras_visualizer quiver_engine hualos keras_sequential_ascii "
                "model_profiler keras_flops kerop torchinfo livelossplot plotly bokeh altair graphviz pydot keras_tqdm "
                "yellowbrick scikitplot tensorboardX rich tabulate prettytable vis keras_vis"
            ),
            "it explains predictions": "shap lime eli5 alibi innvestigate tf_explain tf_keras_vis xplique keract",
            "it keeps a record of runs": (
                "wandb mlflow comet_ml neptune clearml sacred aim dvclive dvc guildai azureml boto3 sagemaker"
            ),
            "it converts a copy": (
                "tensorflowjs tf2onnx keras2onnx onnxmltools onnx onnxruntime coremltools winmltools tflite_runtime "
                "tensorrt openvino nncase hls4ml qkeras keras_export tf2cv"
            ),
            "it trains a copy, or the model as it is": (
                "rl keras_tuner kerastuner kt talos hyperas hyperopt scikeras skopt bayes_opt ray horovod elephas "
                "tensorflow_addons tensorflow_datasets tensorflow_hub foolbox cleverhans art deepxplore imgaug "
                "albumentations gradio dash fastapi uvicorn starlette bottle django aiohttp websocket socketio eventlet"
            ),
        }.items()
        for name in names.split()
    },
}
RUNNING = frozenset(["threading", "multiprocessing", "types", "unittest", "mock", "subprocess"])  # run what they get


def is_harmless(path: str) -> bool:
    """Whether a function at a dotted path, or of a package, leaves a model alone that it is given.

    >>> is_harmless("wandb.watch"), is_harmless("tensorflow.keras.utils.plot_model"), is_harmless("builder.extend")
    (True, True, False)
    """
    root = canonical(path).partition(".")[0]
    return root in LIBRARIES and root not in RUNNING
